using System.Collections.Concurrent;
using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Resources;

namespace Fabric.Grains.Client;

/// <summary>What a process that has no catalog learned about brokers by asking them.</summary>
internal sealed class KnownBrokers(IFabric fabric, TimeProvider time) : ITopology
{
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ResourceName, DateTimeOffset> _askedAt = [];
    private readonly TopologyHolder _known = new();
    private readonly Lock _gate = new();

    public Topology Current => _known.Current;

    public Task Changed(Topology seen, CancellationToken cancellationToken) => _known.Changed(seen, cancellationToken);

    /// <summary>Asks a broker what it is, unless that was done a moment ago.</summary>
    public async ValueTask Find(ResourceName broker, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_askedAt.TryGetValue(broker, out var asked) && now - asked < Trust)
            return;
        var status = await fabric.Broker(broker, 0).Status(cancellationToken);
        Remember(broker, status.Found ? status.Spec : null);
        // One that is not there is asked for again: it may be declared any moment.
        if (status.Found)
            _askedAt[broker] = now;
    }

    private void Remember(ResourceName broker, BrokerSpec? spec)
    {
        lock (_gate)
        {
            var brokers = Current.Brokers;
            if (brokers.GetValueOrDefault(broker) == spec)
                return;
            var others = brokers.Where(known => known.Key != broker);
            _known.Set(new Topology
            {
                Brokers = (spec is null ? others : others.Append(new(broker, spec))).ToFrozenDictionary(),
            });
        }
    }
}

using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Resources;
using Fabric.Targets;

namespace Fabric.Edge.Tests.Delivery;

/// <summary>A topology that changes when a test says so.</summary>
internal sealed class FixedTopology : ITopology
{
    public Topology Current { get; private set; } = Topology.Empty;

    public Task Changed(Topology seen, CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    public FixedTopology WithBroker(string name, BrokerSpec? spec = null) => With(Current with
    {
        Brokers = Add(Current.Brokers, Name(name), spec ?? new BrokerSpec()),
    });

    public FixedTopology WithTarget(TargetSpec target) => With(Current with
    {
        Targets = Add(Current.Targets, new ResourceName(target.Name.Namespace, target.Workload), target),
    });

    public FixedTopology WithHost(string name, Destination destination) => With(Current with
    {
        Hosts = Add(Current.Hosts, Name(name), destination),
    });

    public FixedTopology With(Topology topology)
    {
        Current = topology;
        return this;
    }

    public static ResourceName Name(string text) => ResourceName.TryParse(text, out var name) ? name.Value : throw new FormatException(text);

    private static FrozenDictionary<ResourceName, T> Add<T>(FrozenDictionary<ResourceName, T> all, ResourceName name, T value) =>
        all.Where(pair => pair.Key != name).Append(new(name, value)).ToFrozenDictionary();
}

using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>Saves what a broker partition remembers: spec and subscriptions at once, positions now and then.</summary>
internal sealed class BrokerStateKeeper(
    string key, IStateStore<BrokerState> states, Subscriptions subscriptions, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private DateTimeOffset _savedAt;

    public ValueTask<BrokerState?> Load(CancellationToken cancellationToken) => states.Load(key, cancellationToken);

    public async ValueTask Save(BrokerSpec spec, IEventLog log, CancellationToken cancellationToken)
    {
        _savedAt = time.GetUtcNow();
        await states.Save(key, new BrokerState(spec, log.Id, subscriptions.Save()), cancellationToken);
    }

    /// <summary>Saves positions where that was not done for a while.</summary>
    public async ValueTask SaveWhenDue(BrokerSpec spec, IEventLog log, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _savedAt >= Interval)
            await SavePositions(spec, log, cancellationToken);
    }

    /// <summary>Saves positions where they moved. One that cannot be saved costs nothing but room in the log after a restart.</summary>
    public async ValueTask SavePositions(BrokerSpec spec, IEventLog log, CancellationToken cancellationToken)
    {
        if (!subscriptions.Moved)
            return;
        try
        {
            await Save(spec, log, cancellationToken);
        }
        catch (IOException)
        {
            _savedAt = time.GetUtcNow();
        }
    }

    public ValueTask Delete(CancellationToken cancellationToken) => states.Delete(key, cancellationToken);
}

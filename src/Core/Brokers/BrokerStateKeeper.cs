using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>Saves what a broker partition remembers: spec and subscriptions at once, positions now and then.</summary>
internal sealed class BrokerStateKeeper(
    string key, IStateStore<BrokerState> states, Subscriptions subscriptions, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _savedAt;
    private long _epoch;

    /// <summary>Ends when the partition turns out to be hosted elsewhere, too: what is remembered here is out of date.</summary>
    public Task Lost => _lost.Task;

    public async ValueTask<BrokerState?> Load(CancellationToken cancellationToken)
    {
        var saved = await states.Load(key, cancellationToken);
        _epoch = IEpochState.After(saved, time);
        return saved;
    }

    public void Lose() => _lost.TrySetResult();

    public async ValueTask Save(BrokerSpec spec, IEventLog log, CancellationToken cancellationToken)
    {
        _savedAt = time.GetUtcNow();
        try
        {
            await states.Save(key, new BrokerState(spec, log.Id, subscriptions.Save()) { Epoch = _epoch }, cancellationToken);
        }
        catch (StateLostException)
        {
            Lose();
            throw;
        }
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

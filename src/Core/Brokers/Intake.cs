using Fabric.EventLog;
using Fabric.Events;
using Fabric.Tails;
using Microsoft.Extensions.Logging;

namespace Fabric.Brokers;

/// <summary>Takes events into a broker partition's log: what is new of them, if there is room.</summary>
internal sealed partial class Intake(
    ResourceName broker, int partition, DedupeWindow dedupe, WaitingReads waiting, Subscriptions subscriptions, ITailSink? tail,
    ILogger logger)
{
    /// <summary>When a refused publisher should try again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private bool _isFull;

    /// <summary>Appends what was not stored before, and offers it to the reads that wait.</summary>
    /// <exception cref="LogLostException">Another writer was there.</exception>
    /// <exception cref="IOException">The log accepts nothing any more: open it anew.</exception>
    public async ValueTask<PublishOutcome> Take(EventBatch events, PublishKind kind, IEventLog log)
    {
        var batch = dedupe.IsOff ? DedupedBatch.AllFresh(events) : dedupe.Sift(events);
        if (batch.Fresh.Count == 0)
            return Accepted(batch);
        // Those who wait say nothing of what they do not want.
        if (subscriptions.AnyIdle)
            await log.Release(subscriptions.Needed(log.End), CancellationToken.None);
        // Not cancelled by the caller: the append would happen all the same and be offered to nobody.
        var appended = await log.Append(batch.Fresh, log.Next, kind == PublishKind.Reply, CancellationToken.None);
        if (appended.Status == AppendStatus.Conflict)
            throw new LogLostException(appended.Reason);
        if (appended.Status == AppendStatus.Full)
            return Full(appended.Reason);

        dedupe.Remember(batch);
        _ = waiting.Offer(log);
        tail?.Appended(broker, new TailBatch(partition, log.Id, appended.First, batch.Fresh));
        if (subscriptions.Count == 0)
            await log.Release(log.End, CancellationToken.None);
        if (_isFull && kind == PublishKind.Ingest)
            Log.HasRoom(logger, broker);
        _isFull &= kind == PublishKind.Reply;
        return Accepted(batch);
    }

    private PublishOutcome Full(string? reason)
    {
        waiting.EndMoved();
        if (!_isFull)
            Log.Full(logger, broker, reason);
        _isFull = true;
        return new PublishOutcome(PublishStatus.Full, Reason: $"Broker {broker} is full: {reason}", RetryAfter: RetryAfter);
    }

    private static PublishOutcome Accepted(DedupedBatch batch) =>
        new(PublishStatus.Accepted, batch.Fresh.Count, batch.Duplicates.Length) { DuplicateIndexes = batch.Duplicates };

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Warning, "Broker {Broker} is full and refuses events: {Reason}")]
        public static partial void Full(ILogger logger, ResourceName broker, string? reason);

        [LoggerMessage(4, LogLevel.Information, "Broker {Broker} has room again")]
        public static partial void HasRoom(ILogger logger, ResourceName broker);
    }
}

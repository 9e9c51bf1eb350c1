using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fabric.Events;
using Fabric.Resources;

namespace Fabric.Brokers;

/// <summary>
/// The way into brokers for everything in this process: chooses partitions, joins what arrives together into one call
/// for each partition, and bounds what waits.
/// </summary>
public sealed class Publisher(IFabric fabric, ITopology topology, TimeProvider time)
{
    private static readonly TimeSpan StopPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(ResourceName, int, PublishKind), PublishLane> _lanes = [];
    private readonly PublishRoom _room = new();
    private volatile bool _isClosed;

    /// <summary>True where nothing waits for a broker's answer.</summary>
    public bool IsIdle => _room.Events == 0;

    /// <summary>Refuses what comes from outside from now on, because the process ends; replies still pass.</summary>
    public void CloseIngest() => _isClosed = true;

    /// <summary>
    /// Publishes events to a broker; answers when all of them are kept or refused. Where they belong to several
    /// partitions and one of these refuses, the answer is that refusal and the others may have kept their part:
    /// publishing all of it again is safe, since delivery is at least once.
    /// </summary>
    /// <param name="broker">The broker.</param>
    /// <param name="events">The events; stored in this order within each partition.</param>
    /// <param name="kind">Whether they come from outside.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; the events may be kept all the same.</param>
    public ValueTask<PublishOutcome> Publish(
        ResourceName broker, EventBatch events, PublishKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (_isClosed && kind == PublishKind.Ingest)
            return new(new PublishOutcome(PublishStatus.Unavailable, Reason: "The node is stopping.", RetryAfter: StopPause));
        if (!topology.Current.Brokers.TryGetValue(broker, out var spec))
            return new(new PublishOutcome(PublishStatus.NotFound, Reason: $"Broker {broker} does not exist."));
        if (HopLimit.Refuses(events, out var refusal))
            return new(refusal);
        if (events.Count == 0)
            return new(new PublishOutcome(PublishStatus.Accepted));
        var answer = spec.Partitions <= 1
            ? Lane(broker, 0, kind).Publish(events)
            : PublishParts(broker, events, spec.Partitions, kind);
        return new(cancellationToken.CanBeCanceled ? answer.WaitAsync(cancellationToken) : answer);
    }

    private async Task<PublishOutcome> PublishParts(
        ResourceName broker, EventBatch events, int partitions, PublishKind kind)
    {
        var parts = Partitioning.Split(events, partitions);
        if (parts.Count == 1)
            return await Lane(broker, parts[0].Partition, kind).Publish(events);
        var outcomes = await Task.WhenAll(parts.Select(part => Lane(broker, part.Partition, kind).Publish(part.Events)));
        return outcomes.FirstOrDefault(outcome => outcome.Status != PublishStatus.Accepted) ?? Accepted(events, partitions, outcomes);
    }

    private static PublishOutcome Accepted(EventBatch events, int partitions, PublishOutcome[] outcomes)
    {
        var accepted = new PublishOutcome(
            PublishStatus.Accepted, outcomes.Sum(outcome => outcome.Stored), outcomes.Sum(outcome => outcome.Duplicates));
        return accepted.Duplicates == 0
            ? accepted
            : accepted with { DuplicateIndexes = DuplicatesOf(events, partitions, outcomes) };
    }

    // A part's duplicates are counted within the part: the n-th event of a partition is found by counting again.
    private static ImmutableArray<int> DuplicatesOf(EventBatch events, int partitions, PublishOutcome[] outcomes)
    {
        var places = events.Records.ToArray().Index()
            .GroupBy(record => Partitioning.Of(record.Item, partitions), record => record.Index)
            .OrderBy(part => part.Key)
            .Select(part => part.ToArray());
        return [.. places.Zip(outcomes, (part, outcome) => outcome.DuplicateIndexes.Select(index => part[index])).SelectMany(index => index).Order()];
    }

    private PublishLane Lane(ResourceName broker, int partition, PublishKind kind) =>
        _lanes.TryGetValue((broker, partition, kind), out var lane) ? lane : _lanes.GetOrAdd((broker, partition, kind), key => new PublishLane(fabric, key.Item1, key.Item2, key.Item3, _room, time));
}

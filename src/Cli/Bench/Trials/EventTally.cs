namespace Fabric.Cli.Bench.Trials;

/// <summary>Adds up every event of a run, by subject.</summary>
internal sealed class EventTally
{
    private readonly SortedDictionary<string, EventCounts> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, EventCounts> Counts => _counts;

    /// <summary>Acknowledged events that did not arrive.</summary>
    public long Lost => _counts.Values.Sum(counts => counts.Lost);

    public void Add(string name, Trial trial)
    {
        var counts = _counts.GetValueOrDefault(name) ?? new EventCounts();
        _counts[name] = counts with
        {
            Acknowledged = counts.Acknowledged + trial.Load.Accepted,
            Owed = counts.Owed + trial.Owed,
            Arrived = counts.Arrived + trial.Arrived.Distinct,
            Lost = counts.Lost + trial.Lost,
            Duplicates = counts.Duplicates + trial.Arrived.Duplicates,
            OutOfOrder = counts.OutOfOrder + trial.Arrived.OutOfOrder,
            Refused = counts.Refused + trial.Load.Refused,
            Failed = counts.Failed + trial.Load.Failed,
            Failure = counts.Failure ?? trial.Load.Failure,
        };
    }
}

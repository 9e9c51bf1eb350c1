using Fabric.Brokers;
using Fabric.Events;
using Fabric.EventLog;

namespace Fabric.Triggers;

/// <summary>Where a trigger stops reading (<see cref="TriggerSpec.EndOffset"/>, <see cref="TriggerSpec.EndTime"/>).</summary>
internal static class Bounds
{
    /// <summary>What of a read lies before the end, where to go on, and whether the end was reached.</summary>
    public static (EventBatch Events, Offset Next, bool Ended) Cut(TriggerSpec spec, ReadOutcome read)
    {
        if (spec.EndOffset is null && spec.EndTime is null)
            return (read.Events, read.Next, false);
        var records = read.Events.Records;
        for (var index = 0; index < records.Length; index++)
        {
            var offset = new Offset(records[index].Offset);
            if (offset >= spec.EndOffset || records[index].AppendedAt >= spec.EndTime)
                return (EventBatch.Of(records[..index]), offset, true);
        }

        return (read.Events, read.Next, read.Next >= spec.EndOffset);
    }
}

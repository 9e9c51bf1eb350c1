using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>Where a trigger begins and ends. Both ends of <c>bounds</c> are exclusive; <c>byId</c> wins over <c>byDate</c>.</summary>
internal sealed record Bounds(StartPosition Start, Offset? EndOffset, DateTimeOffset? EndTime)
{
    public static Bounds Read(FieldReader spec)
    {
        var (byId, byDate) = (spec["bounds"]["byId"], spec["bounds"]["byDate"]);
        if (byId["start"].Exists || byId["end"].Exists)
        {
            var end = byId["end"].Text ?? "";
            return new(StartOf(byId["start"].Text), BoundsText.Offset(end), BoundsText.Time(end));
        }

        var start = TimestampText.Read(byDate["start"].Text ?? spec["start"].Text ?? "") is { } time ? StartPosition.At(time)
            : spec["start"].Text == "earliest" ? StartPosition.Earliest
            : StartPosition.Latest;
        return new(start, null, TimestampText.Read(byDate["end"].Text ?? ""));
    }

    /// <summary>Behind an offset, or at the time in a Redis id. As in Redis, 0 lies before everything.</summary>
    private static StartPosition StartOf(string? id) => id switch
    {
        null or "$" => StartPosition.Latest,
        "0" or "0-0" => StartPosition.Earliest,
        _ when BoundsText.Offset(id) is { } offset => StartPosition.At(offset + 1),
        _ when BoundsText.Time(id) is { } time => StartPosition.At(time),
        _ => StartPosition.Latest,
    };
}

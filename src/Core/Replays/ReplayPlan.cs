using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Triggers;

namespace Fabric.Replays;

/// <summary>
/// Finds what a replay consists of: of each partition the part that was asked for, as far as the broker still holds it
/// and the trigger itself is through with it. Everything else is delivered anyway.
/// </summary>
internal static class ReplayPlan
{
    public static async ValueTask<ReplayState> Make(
        ReplayRequest request, TriggerContext context, CursorSet cursors, CancellationToken cancellationToken)
    {
        var ranges = new List<ReplayRange>();
        foreach (var cursor in cursors.All)
        {
            var broker = context.Broker(cursor.Partition);
            var status = await broker.Status(cancellationToken);
            if (status.Log != cursor.Log)
                continue;
            var from = Offset.Max(status.First, await From(request.From, broker, status, cancellationToken));
            var end = await End(request, broker, cursor.ReadTo, cancellationToken);
            if (from < end)
                ranges.Add(new ReplayRange(new CursorState(cursor.Partition, cursor.Log, from.Value, cursor.Unhandled()), end.Value));
        }

        return new ReplayState(context.Now, ranges.Sum(range => range.End - range.Cursor.Position), 0, 0, [.. ranges]);
    }

    private static async ValueTask<Offset> From(StartPosition from, IBroker broker, BrokerStatus status, CancellationToken cancellationToken) => from switch
    {
        { Offset: { } offset } => offset,
        { Time: { } time } => await broker.Seek(time, cancellationToken),
        { FromEarliest: true } => status.First,
        _ => status.End,
    };

    private static async ValueTask<Offset> End(ReplayRequest request, IBroker broker, Offset readTo, CancellationToken cancellationToken)
    {
        var end = Offset.Min(readTo, request.EndOffset ?? readTo);
        return request.EndTime is { } time ? Offset.Min(end, await broker.Seek(time, cancellationToken)) : end;
    }
}

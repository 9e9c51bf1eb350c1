using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>Where a trigger that subscribes reads from.</summary>
internal static class StartingPoint
{
    /// <summary>
    /// The cursor's position; the oldest event where the cursor belongs to another log; where a trigger that never saved
    /// a cursor stood when the broker last heard of it; at last what the trigger declares.
    /// </summary>
    public static async ValueTask<Offset> Of(
        SubscribeRequest request, Subscriptions subscriptions, IEventLog log, CancellationToken cancellationToken)
    {
        var start = request.Start;
        return request switch
        {
            { Log: { } cursorLog } when cursorLog != log.Id => log.First,
            { Log: not null, Position: { } position } => Subscriptions.Clamp(position, log),
            _ when subscriptions.TryGet(request.Trigger, out var known) => Subscriptions.Clamp(known, log),
            _ when start.Offset is { } offset => Subscriptions.Clamp(offset, log),
            _ when start.Time is { } time => await log.Seek(time, cancellationToken),
            _ => start.FromEarliest ? log.First : log.End,
        };
    }
}

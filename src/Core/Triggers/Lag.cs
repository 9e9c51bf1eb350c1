using Fabric.Brokers;
using Fabric.EventLog;

namespace Fabric.Triggers;

/// <summary>How far a trigger is behind its broker.</summary>
/// <param name="Events">Events not handled, matching or not.</param>
/// <param name="OldestAt">When the oldest of them was appended.</param>
internal readonly record struct Lag(long Events, DateTimeOffset? OldestAt)
{
    public static async ValueTask<Lag> Measure(TriggerContext context, CursorSet cursors, CancellationToken cancellationToken)
    {
        var lag = default(Lag);
        foreach (var cursor in cursors.All.ToArray())
        {
            var (events, oldest) = await Measure(context, cursor, cancellationToken);
            lag = new Lag(lag.Events + events, lag.OldestAt < oldest ? lag.OldestAt : oldest ?? lag.OldestAt);
        }

        return lag;
    }

    private static async ValueTask<Lag> Measure(TriggerContext context, Cursor cursor, CancellationToken cancellationToken)
    {
        try
        {
            var broker = context.Broker(cursor.Partition);
            var status = await broker.Status(cancellationToken);
            var behind = status.Found ? status.End - Offset.Max(cursor.ReadTo, status.First) : 0;
            var events = Math.Max(0, behind - cursor.HandledAhead) + cursor.Outstanding;
            if (cursor.Oldest is not null || events == 0)
                return new Lag(events, cursor.Oldest?.AppendedAt);
            return new Lag(events, await AppendedAt(broker, cursor, cancellationToken));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A status is asked for when something is wrong; it says what is known without the broker.
            context.Tally.Trouble($"Cannot ask broker {context.Spec.Broker} how much it holds: {fault.Message}");
            return new Lag(cursor.Outstanding, cursor.Oldest?.AppendedAt);
        }
    }

    private static async ValueTask<DateTimeOffset?> AppendedAt(IBroker broker, Cursor cursor, CancellationToken cancellationToken)
    {
        var read = await broker.Read(
            new ReadRequest(cursor.ReadTo, null, 1, 1, TimeSpan.Zero, cursor.Log), cancellationToken);
        return read.Events.Count > 0 ? read.Events[0].AppendedAt : null;
    }
}

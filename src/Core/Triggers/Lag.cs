using Fabric.Brokers;
using Fabric.EventLog;

namespace Fabric.Triggers;

/// <summary>How far a trigger is behind its broker.</summary>
/// <param name="Events">Events not handled, from the first one that matches, as far as is known, matching or not.</param>
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
            var from = Offset.Max(cursor.ReadTo, status.First);
            if (!status.Found || from >= status.End)
                return new Lag(cursor.Outstanding, cursor.Oldest?.AppendedAt);
            // What does not match is not behind: a read that waits for what does need not have moved past it.
            var request = new ReadRequest(from, context.Spec.Filter, 1, 1, TimeSpan.Zero, cursor.Log, context.Name);
            var read = await broker.Read(request, cancellationToken);
            var next = read.Events.Count > 0 ? new Offset(read.Events[0].Offset) : Offset.Max(from, read.Next);
            var events = Math.Max(0, status.End - next - cursor.HandledAhead) + cursor.Outstanding;
            return new Lag(events, cursor.Oldest?.AppendedAt ?? (read.Events.Count > 0 ? read.Events[0].AppendedAt : null));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A status is asked for when something is wrong; it says what is known without the broker.
            context.Tally.Trouble($"Cannot ask broker {context.Spec.Broker} how much it holds: {fault.Message}");
            return new Lag(cursor.Outstanding, cursor.Oldest?.AppendedAt);
        }
    }
}

using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>Looks through a log for what a read wants, in slices, and gives up after so much that others wait for it.</summary>
internal static class LogScan
{
    /// <summary>Most bytes that one read looks through before it answers, matches or not.</summary>
    public const int MostBytes = 4 << 20;

    private const int SliceEvents = 1_024;

    // Small enough for buffers that the garbage collector takes back young: with 256 KiB a scan took nearly twice as long.
    private const int SliceBytes = 64 << 10;

    /// <summary>Moves the cursor until its answer is full, the log ends or enough was looked through.</summary>
    public static async ValueTask Advance(ReadCursor cursor, IEventLog log, CancellationToken cancellationToken)
    {
        var request = cursor.Request;
        var events = request.Filter is null ? Math.Min(request.MaxEvents, SliceEvents) : SliceEvents;
        var bytes = request.Filter is null ? Math.Min(request.MaxBytes, SliceBytes) : SliceBytes;
        while (true)
        {
            cursor.Take(await log.Read(cursor.Next, events, bytes, cancellationToken));
            if (Ended(cursor, log))
                return;
            await Task.Yield();
        }
    }

    /// <summary>True where the cursor has to answer or to wait rather than to look further.</summary>
    private static bool Ended(ReadCursor cursor, IEventLog log) =>
        cursor.Full || cursor.Scanned >= MostBytes || cursor.Next >= log.End;
}

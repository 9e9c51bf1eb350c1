namespace Fabric.EventLog;

/// <summary>Whether there is room for an append beside the events that are still needed.</summary>
internal static class Room
{
    /// <summary>Why an append does not fit; null where it does.</summary>
    /// <param name="limits">The bounds.</param>
    /// <param name="useReserve">Twice the bounds count.</param>
    /// <param name="needed">Events and bytes that a trigger still needs.</param>
    /// <param name="added">Events and bytes to be appended.</param>
    public static string? Refusal(
        LogLimits limits, bool useReserve, (long Events, long Bytes) needed, (long Events, long Bytes) added)
    {
        if (limits.Overflow == Overflow.DropOldest)
            return null;
        var events = Bound(limits.MaxEvents, useReserve);
        var bytes = Bound(limits.MaxBytes, useReserve);
        return added.Events > events || added.Bytes > bytes
            ? $"{added.Events} events of {added.Bytes} bytes are more than the log's bound of {Text(events, bytes)}: " +
              "send smaller batches or raise the bound."
            : needed.Events + added.Events > events || needed.Bytes + added.Bytes > bytes
            ? $"The log holds {needed.Events} events of {needed.Bytes} bytes that a trigger still needs; its bound is {Text(events, bytes)}."
            : null;
    }

    private static long Bound(long? limit, bool useReserve) =>
        limit is not { } bound ? long.MaxValue : useReserve ? bound > long.MaxValue / 2 ? long.MaxValue : bound * 2 : bound;

    private static string Text(long events, long bytes) => (events, bytes) switch
    {
        (_, long.MaxValue) => $"{events} events",
        (long.MaxValue, _) => $"{bytes} bytes",
        _ => $"{events} events or {bytes} bytes",
    };
}

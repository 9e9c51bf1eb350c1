namespace Fabric.Cli.Bench.Load;

/// <summary>
/// Says when the next request is due. On a fixed rate this does not depend on the answers, so that a slow answer
/// delays none of the times that are measured (no coordinated omission).
/// </summary>
internal sealed class Schedule(long start, double seconds, double requestsPerSecond)
{
    private readonly long _end = start + (long)(seconds * 1e9);
    private readonly long _total = requestsPerSecond > 0 ? (long)(seconds * requestsPerSecond) : long.MaxValue;
    private long _taken;

    /// <summary>True where nothing more is due.</summary>
    public bool IsOver(long now) => requestsPerSecond > 0 ? _taken >= _total : now >= _end;

    /// <summary>Takes a request that is due; answers its scheduled time.</summary>
    public bool TryTake(long now, out long due)
    {
        due = requestsPerSecond > 0 ? DueAt(_taken) : now;
        if (IsOver(now) || due > now)
            return false;
        _taken++;
        return true;
    }

    /// <summary>How many requests are due and were not taken.</summary>
    public long Behind(long now) =>
        requestsPerSecond > 0 ? Math.Max(0, Math.Min(_total, (long)((now - start) / 1e9 * requestsPerSecond) + 1) - _taken) : 0;

    /// <summary>When to look again; the end of the sending at the latest.</summary>
    public long NextTime => requestsPerSecond > 0 ? DueAt(_taken) : _end;

    private long DueAt(long number) => start + (long)(number * 1e9 / requestsPerSecond);
}

using Fabric.Cli.Bench.Measuring;

namespace Fabric.Cli.Bench.Load;

/// <summary>Counts the answers of one run.</summary>
internal sealed class LoadTally(int eventsPerRequest)
{
    private readonly LatencyHistogram _answers = new();
    private long _refused;
    private long _failed;
    private long _mostBehind;
    private string? _failure;
    private long _last;

    public void Accepted(long nanoseconds)
    {
        _answers.Add(nanoseconds);
        _last = Monotonic.Now;
    }

    public void Refused() => _refused++;

    public void Failed(string what)
    {
        _failure ??= what;
        _failed++;
    }

    public void Behind(long requests) => _mostBehind = Math.Max(_mostBehind, requests * eventsPerRequest);

    public LoadResult Result(long start, long firstId, long nextId, IEnumerable<long> openRequests) => new()
    {
        FirstId = firstId,
        NextId = nextId,
        Accepted = _answers.Count * eventsPerRequest,
        Refused = _refused,
        Failed = _failed,
        Failure = _failure,
        Unacknowledged = [.. openRequests.SelectMany(first => Enumerable.Range(0, eventsPerRequest).Select(i => first + i))],
        Started = start,
        Seconds = Math.Max(0, _last - start) / 1e9,
        MostBehind = _mostBehind,
        Answer = _answers.Read(),
    };
}

namespace Fabric.Triggers;

/// <summary>
/// Calls back at a time, in a turn of the one that started it: the timer's own thread does no more than release a
/// semaphore that an ordinary loop waits for.
/// </summary>
internal sealed class Alarm : IDisposable
{
    private readonly SemaphoreSlim _rang = new(0);
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private readonly ITimer _timer;
    private DateTimeOffset _setTo = DateTimeOffset.MaxValue;
    private bool _stopped;

    public Alarm(TimeProvider time, Action wake)
    {
        _time = time;
        _wake = wake;
        _timer = time.CreateTimer(
            static alarm => ((SemaphoreSlim)alarm!).Release(), _rang, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public async Task Run()
    {
        while (true)
        {
            await _rang.WaitAsync();
            if (_stopped)
                break;
            _setTo = DateTimeOffset.MaxValue;
            _wake();
        }

        _rang.Dispose();
    }

    /// <summary>Rings at a time, or earlier where it was set to ring earlier.</summary>
    public void Set(DateTimeOffset at)
    {
        if (at >= _setTo || _stopped)
            return;
        _setTo = at;
        var wait = at - _time.GetUtcNow();
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (_stopped)
            return;
        _stopped = true;
        _timer.Dispose();
        _rang.Release();
    }
}

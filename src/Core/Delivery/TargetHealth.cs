namespace Fabric.Delivery;

/// <summary>
/// Tells a target that fails as a whole from events that fail one by one. While it fails, it says when the next probe is
/// due: one a second, but none before the time that the target asked for with <c>Retry-After</c>.
/// </summary>
internal sealed class TargetHealth
{
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);
    private const int FailuresToBeDown = 5;

    private object? _firstFailed;
    private bool _severalFailed;
    private bool _nothingAnswered = true;
    private int _failures;
    private DateTimeOffset _nextProbe;
    private DateTimeOffset _quietUntil;

    /// <summary>True while the target fails as a whole.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Counts the times that the target worked after it had not: failures of one streak share a number.</summary>
    public int Streak { get; private set; }

    /// <summary>When to send a probe; null while the last answer was a good one.</summary>
    public DateTimeOffset? ProbeAt =>
        _failures == 0 ? null : _nextProbe > _quietUntil ? _nextProbe : _quietUntil;

    /// <summary>An attempt begins, a probe or not.</summary>
    public void Started(DateTimeOffset now) => _nextProbe = now + ProbeInterval;

    /// <summary>The target answered as one that works; an answer that refuses an event for good is one too.</summary>
    public void Answered()
    {
        IsDown = false;
        if (_failures > 0)
            Streak++;
        _failures = 0;
        _firstFailed = null;
        _severalFailed = false;
        _nothingAnswered = true;
    }

    /// <summary>An attempt failed in a way that may pass.</summary>
    /// <param name="what">The event; one event alone never marks the target down.</param>
    /// <param name="outcome">How it failed.</param>
    /// <param name="quiet">The part of <c>Retry-After</c> that is obeyed.</param>
    /// <param name="othersOpen">Attempts still open; their outcome is awaited before silence counts as an outage.</param>
    /// <param name="now">The time.</param>
    public void Failed(object what, DeliveryOutcome outcome, TimeSpan? quiet, int othersOpen, DateTimeOffset now)
    {
        _failures++;
        _firstFailed ??= what;
        _severalFailed |= !ReferenceEquals(_firstFailed, what);
        _nothingAnswered &= outcome.IsSilence;
        _quietUntil = now + (quiet ?? TimeSpan.Zero);
        IsDown |= _severalFailed && (_failures >= FailuresToBeDown || (_nothingAnswered && othersOpen == 0));
        if (!IsDown || othersOpen == 0)
            _nextProbe = now + ProbeInterval;
    }

    /// <summary>Another target takes the place of the one known so far.</summary>
    public void Forget()
    {
        Answered();
        _quietUntil = default;
    }
}

namespace Fabric.Journals;

/// <summary>What an attempt to deliver came to, and what followed.</summary>
public enum AttemptResult
{
    /// <summary>Taken; where <see cref="AttemptNote.ToSink"/>, by the dead letter sink.</summary>
    Delivered = 0,

    /// <summary>Not taken; another attempt follows.</summary>
    Retried = 1,

    /// <summary>Not taken, and not tried again: the event is a dead letter.</summary>
    GivenUp = 2,

    /// <summary>No attempt: the dead letter was put into the trigger's own list.</summary>
    Kept = 3,
}

/// <summary>What an attempt was made for.</summary>
public enum AttemptCause
{
    Delivery = 0,

    /// <summary>A dead letter was delivered again.</summary>
    Redrive = 1,

    /// <summary>The event is part of a replay.</summary>
    Replay = 2,
}

/// <summary>One attempt to deliver one event.</summary>
public sealed record AttemptNote
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    public required AttemptResult Result { get; init; }

    public AttemptCause Cause { get; init; }

    /// <summary>Counted from 1, for the target and for the dead letter sink by itself; 0 for none.</summary>
    public int Number { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>The HTTP status; null where there was no answer.</summary>
    public int? Code { get; init; }

    /// <summary>What went wrong, for a person.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it went; null for a success at the first attempt, which went to the target of that time.</summary>
    public Uri? Destination { get; init; }

    /// <summary>True for an attempt to give a dead letter to the sink.</summary>
    public bool ToSink { get; init; }

    /// <summary>The id of the reply that the target gave and the broker took; null for none.</summary>
    public string? ReplyId { get; init; }

    /// <summary>The source of that reply.</summary>
    public string? ReplySource { get; init; }
}

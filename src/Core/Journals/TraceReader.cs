using Fabric.Triggers;

namespace Fabric.Journals;

/// <summary>Puts together what a trigger knows about one event: its cursor says how far it is, its journal what was tried.</summary>
internal static class TraceReader
{
    public static EventTrace Read(TraceRequest request, TriggerContext context, CursorSet cursors)
    {
        var cursor = cursors.Find(request.Partition);
        var pending = cursor?.IsAt(request) == true ? cursor.Find(request.Offset) : null;
        var progress = Progress(request, cursor, pending);
        return new EventTrace(progress)
        {
            Attempts = context.Journal.Find(request),
            KeptSince = context.Journal.KeptSince,
            NextAt = progress == EventProgress.Retrying ? pending!.DueAt : null,
            Held = progress is EventProgress.Handled or EventProgress.BeforeStart ? null : Held(request, context),
        };
    }

    private static EventProgress Progress(TraceRequest request, Cursor? cursor, PendingEvent? pending) => pending switch
    {
        { IsStarted: false } => EventProgress.Waiting,
        { IsParked: false } => EventProgress.InFlight,
        { } => EventProgress.Retrying,
        null when cursor?.IsAt(request) != true => EventProgress.Unknown,
        null when request.Offset < cursor.Began => EventProgress.BeforeStart,
        null when request.Offset >= cursor.ReadTo && !cursor.WasHandledAhead(request.Offset) => EventProgress.NotRead,
        null => EventProgress.Handled,
    };

    private static string? Held(TraceRequest request, TriggerContext context) => context.Spec switch
    {
        { Hold: { } hold } => hold,
        { Broker.Name: null } => "the trigger does not run",
        { Target: null } => "the trigger has no target: its reference resolves to nothing",
        { Paused: true } => "the trigger is paused",
        { EndOffset: { } end } when request.Offset >= end => "the trigger's bounds end before this event",
        { EndTime: { } end } when context.Now >= end => $"the trigger's bounds ended at {end.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
        _ => context.Tally.Fault,
    };
}

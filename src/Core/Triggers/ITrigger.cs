using System.Collections.Immutable;
using Fabric.EventLog;
using Fabric.Journals;
using Fabric.Replays;

namespace Fabric.Triggers;

/// <summary>Pulls matching events from a broker and delivers each to its target.</summary>
public interface ITrigger
{
    /// <summary>Makes the trigger exist and run, or changes it. A broker cannot be exchanged.</summary>
    ValueTask Configure(TriggerSpec spec, CancellationToken cancellationToken);

    ValueTask<TriggerStatus> Status(CancellationToken cancellationToken);

    /// <summary>How far the trigger is with an event, and the attempts that it still knows of.</summary>
    ValueTask<EventTrace> Trace(TraceRequest request, CancellationToken cancellationToken);

    /// <summary>Shows dead letters that no sink took.</summary>
    ValueTask<DeadLetterPage> DeadLetters(Offset from, int maxEvents, CancellationToken cancellationToken);

    /// <summary>Delivers dead letters again; those that fail stay. Answers how many were delivered.</summary>
    /// <param name="letters">Positions in the list; empty for all.</param>
    /// <param name="cancellationToken">Stops after the delivery under way.</param>
    ValueTask<int> Redrive(ImmutableArray<Offset> letters, CancellationToken cancellationToken);

    /// <summary>Removes dead letters. Answers how many.</summary>
    /// <param name="letters">Positions in the list; empty for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<int> Purge(ImmutableArray<Offset> letters, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to deliver again what the broker still holds, beside what is delivered anyway. One replay at a time; it goes on
    /// after a restart, as the trigger itself does.
    /// </summary>
    ValueTask<ReplayOutcome> Replay(ReplayRequest request, CancellationToken cancellationToken);

    /// <summary>Ends the replay under way, but for attempts already begun. False where there is none.</summary>
    ValueTask<bool> StopReplay(CancellationToken cancellationToken);

    /// <summary>Stops the trigger and forgets its cursor and dead letters.</summary>
    ValueTask Delete(CancellationToken cancellationToken);
}

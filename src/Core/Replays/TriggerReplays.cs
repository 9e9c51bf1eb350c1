using System.Diagnostics;
using Fabric.Triggers;

namespace Fabric.Replays;

/// <summary>The replays of a trigger, one at a time: starts them, takes one up again after a restart, remembers the last one.</summary>
internal sealed class TriggerReplays(
    TriggerContext context, ReplayState? saved, CursorSet live, DeliveryLanes lanes, DeadLetterList letters, Replies replies, StateKeeper keeper)
{
    private static readonly ReplayOutcome Busy = new(ReplayAnswer.Busy, Reason: "a replay is under way; wait for its end, or stop it");
    private static readonly ReplayOutcome Ending = new(
        ReplayAnswer.Busy, Reason: "the last attempts of the replay that was stopped are under way; try again when they have ended");

    private Replay? _replay;

    /// <summary>Ends when no replay is under way, and no attempt of one.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public ReplayStatus? Status => _replay?.Status;

    /// <summary>What to remember; null where no replay is under way.</summary>
    public ReplayState? State => _replay is null ? saved : _replay.State;

    /// <summary>Takes up the replay that was under way before a restart.</summary>
    public void TakeUp()
    {
        if (saved is not null && _replay is null)
            Running = Run(_replay = Of(saved));
    }

    public async ValueTask<ReplayOutcome> Start(ReplayRequest request, CancellationToken cancellationToken)
    {
        // It has nothing left to do but to be remembered as done.
        if (_replay?.Status.Phase == ReplayPhase.Completed)
            await Running.WaitAsync(cancellationToken);
        if (!Running.IsCompleted)
            return _replay?.State is null ? Ending : Busy;
        var state = await ReplayPlan.Make(request, context, live, cancellationToken);
        if (state.Events == 0)
            return new ReplayOutcome(ReplayAnswer.Nothing, Reason: "the broker holds nothing in that range that the trigger has read");
        if (!Running.IsCompleted || context.IsStopping)
            return Busy;
        Running = Run(_replay = Of(state));
        await keeper.Save();
        return new ReplayOutcome(ReplayAnswer.Started, state.Events);
    }

    public async ValueTask<bool> Stop()
    {
        if (_replay?.State is null)
            return false;
        _replay.Stop();
        await keeper.Save();
        return true;
    }

    public void Configured(bool anotherTarget, bool retries)
    {
        if (!Running.IsCompleted)
            _replay?.Configured(anotherTarget, retries);
    }

    private Replay Of(ReplayState state) => new(context, state, lanes, letters, replies, keeper);

    private async Task Run(Replay replay)
    {
        using var ended = replay;
        // Its events belong to other traces than the request that asked for it.
        Activity.Current = null;
        try
        {
            await replay.Run();
            await keeper.Save();
        }
        catch (OperationCanceledException) when (context.IsStopping)
        {
            // What it did is saved when the trigger stops, or repeated after a crash.
        }
        catch (Exception defect)
        {
            context.Tally.Broken(defect);
            context.Stop();
        }
    }
}

using System.Collections.Immutable;
using Fabric.EventLog;
using Fabric.Grains.Hosting;
using Fabric.Grains.Placement;
using Fabric.Journals;
using Fabric.Replays;
using Fabric.Triggers;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Fabric.Grains;

/// <summary>Hosts one <see cref="Trigger"/>; it begins to deliver as soon as it is activated, and goes on where it stopped.</summary>
[KeepAlive]
[NearBroker]
[MayInterleave(nameof(MayInterleave))]
internal sealed class TriggerGrain(GrainEnvironment environment, LocalActivations activations)
    : Grain, ITriggerGrain, ILocalActivation, IDisposable
{
    private Trigger _trigger = null!;
    private readonly CancellationTokenSource _redriving = new();
    private bool _isDeleted;

    /// <summary>Looking at a trigger does not wait for a long call such as a redrive.</summary>
    public static bool MayInterleave(IInvokable call) => call.GetMethodName()
        is nameof(ITrigger.Status) or nameof(ITrigger.DeadLetters) or nameof(ITrigger.Trace) or nameof(ITrigger.StopReplay);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var name = GrainNames.Resource(this.GetPrimaryKeyString());
        _trigger = await Trigger.Open(name, environment.OfTrigger(), cancellationToken);
        activations.Add(this);
        _ = LeaveWhenLost();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        activations.Remove(this);
        try
        {
            if (!_isDeleted)
                await _trigger.StopAsync(cancellationToken);
        }
        finally
        {
            await _trigger.DisposeAsync();
        }
    }

    public void Dispose() => _redriving.Dispose();

    public ValueTask Configure(TriggerSpec spec, CancellationToken cancellationToken) => _trigger.Configure(spec, cancellationToken);

    public ValueTask<TriggerStatus> Status(CancellationToken cancellationToken) => _trigger.Status(cancellationToken);

    public ValueTask<EventTrace> Trace(TraceRequest request, CancellationToken cancellationToken) => _trigger.Trace(request, cancellationToken);

    public ValueTask<DeadLetterPage> DeadLetters(Offset from, int maxEvents, CancellationToken cancellationToken) =>
        _trigger.DeadLetters(from, maxEvents, cancellationToken);

    public async ValueTask<int> Redrive(ImmutableArray<Offset> letters, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_redriving.Token, cancellationToken);
        return await _trigger.Redrive(letters, either.Token);
    }

    public ValueTask<int> Purge(ImmutableArray<Offset> letters, CancellationToken cancellationToken) =>
        _trigger.Purge(letters, cancellationToken);

    public ValueTask<ReplayOutcome> Replay(ReplayRequest request, CancellationToken cancellationToken) =>
        _trigger.Replay(request, cancellationToken);

    public ValueTask<bool> StopReplay(CancellationToken cancellationToken) => _trigger.StopReplay(cancellationToken);

    /// <remarks>The activation ends with it: one that was deleted cannot begin again.</remarks>
    public async ValueTask Delete(CancellationToken cancellationToken)
    {
        await _trigger.Delete(cancellationToken);
        _isDeleted = true;
        DeactivateOnIdle();
    }

    public void EndWaits()
    {
    }

    /// <summary>A redrive under way ends with the delivery it is at.</summary>
    public void LetGo() => _redriving.Cancel();

    private async Task LeaveWhenLost()
    {
        await _trigger.Lost;
        DeactivateOnIdle();
        LetGo();
    }
}

using System.Collections.Immutable;
using Fabric.EventLog;
using Fabric.Journals;
using Fabric.Replays;
using Fabric.Triggers;

namespace Fabric.Embedded;

/// <summary>
/// A trigger as an object of this process: opened by its first call, one call at a time. Looking at it and stopping it do
/// not wait for a long call such as a redrive.
/// </summary>
internal sealed class EmbeddedTrigger(ResourceName name, TriggerServices services) : ITrigger
{
    private readonly Mailbox _mailbox = new();
    private Trigger? _trigger;
    private bool _stopped;

    public ValueTask Configure(TriggerSpec spec, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Trigger(cancellationToken)).Configure(spec, cancellationToken));

    public ValueTask<TriggerStatus> Status(CancellationToken cancellationToken) =>
        _mailbox.Interleave(async () => await (await Opened(cancellationToken)).Status(cancellationToken));

    public ValueTask<EventTrace> Trace(TraceRequest request, CancellationToken cancellationToken) =>
        _mailbox.Interleave(async () => await (await Opened(cancellationToken)).Trace(request, cancellationToken));

    public ValueTask<DeadLetterPage> DeadLetters(Offset from, int maxEvents, CancellationToken cancellationToken) =>
        _mailbox.Interleave(async () => await (await Opened(cancellationToken)).DeadLetters(from, maxEvents, cancellationToken));

    public ValueTask<int> Redrive(ImmutableArray<Offset> letters, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Trigger(cancellationToken)).Redrive(letters, cancellationToken));

    public ValueTask<int> Purge(ImmutableArray<Offset> letters, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Trigger(cancellationToken)).Purge(letters, cancellationToken));

    public ValueTask<ReplayOutcome> Replay(ReplayRequest request, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Trigger(cancellationToken)).Replay(request, cancellationToken));

    public ValueTask<bool> StopReplay(CancellationToken cancellationToken) =>
        _mailbox.Interleave(async () => await (await Opened(cancellationToken)).StopReplay(cancellationToken));

    public ValueTask Delete(CancellationToken cancellationToken) => _mailbox.Call(async () =>
    {
        var trigger = await Trigger(cancellationToken);
        await trigger.Delete(cancellationToken);
        await trigger.DisposeAsync();
        _trigger = null;
    });

    /// <summary>Takes no new events, lets deliveries finish until the token ends, and saves the cursor.</summary>
    public ValueTask<bool> StopAsync(CancellationToken deadline) => _mailbox.Interleave(async () =>
    {
        _stopped = true;
        if (_trigger is { } trigger)
        {
            await trigger.StopAsync(deadline);
            await trigger.DisposeAsync();
        }

        return true;
    });

    private async ValueTask<Trigger> Trigger(CancellationToken cancellationToken) =>
        _stopped ? throw new InvalidOperationException($"Trigger {name} is stopped.")
        : _trigger ??= await Triggers.Trigger.Open(name, services, cancellationToken);

    private ValueTask<Trigger> Opened(CancellationToken cancellationToken) =>
        _trigger is { } trigger ? new(trigger) : _mailbox.Call(() => Trigger(cancellationToken));
}

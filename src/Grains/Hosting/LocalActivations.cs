using System.Collections.Concurrent;

namespace Fabric.Grains.Hosting;

/// <summary>
/// The grains of this silo that answer long calls. Orleans deactivates a grain when no call is under way, and a long poll
/// always is; so before the silo stops, each is told to move on.
/// </summary>
internal sealed class LocalActivations : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ConcurrentDictionary<ILocalActivation, TaskScheduler> _activations = [];

    /// <summary>Called by a grain when it is activated, on its own scheduler.</summary>
    public void Add(ILocalActivation activation) => _activations[activation] = TaskScheduler.Current;

    public void Remove(ILocalActivation activation) => _activations.TryRemove(activation, out _);

    // At this stage the cluster knows that the silo is leaving: what is deactivated here comes up elsewhere.
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(LocalActivations), ServiceLifecycleStage.GrainDeactivation, _ => Task.CompletedTask, _ => LetGo());

    private Task LetGo() => Task.WhenAll(_activations.Select(activation => Task.Factory.StartNew(
        () =>
        {
            activation.Key.DeactivateOnIdle();
            activation.Key.LetGo();
        },
        CancellationToken.None, TaskCreationOptions.None, activation.Value)));
}

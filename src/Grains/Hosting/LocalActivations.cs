using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fabric.Grains.Hosting;

/// <summary>
/// The grains of this silo that answer long calls. Orleans deactivates a grain when no call is under way, and a long poll
/// always is; so when silos come or go, which may make grains move, long calls end, and stay short until it is quiet.
/// </summary>
internal sealed partial class LocalActivations(IClusterMembershipService membership, TimeProvider time, ILogger<LocalActivations> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Unrest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceInUnrest = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<ILocalActivation, TaskScheduler> _activations = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;
    private long _changedAt = time.GetTimestamp();

    /// <summary>Called by a grain when it is activated, on its own scheduler.</summary>
    public void Add(ILocalActivation activation) => _activations[activation] = TaskScheduler.Current;

    public void Remove(ILocalActivation activation) => _activations.TryRemove(activation, out _);

    /// <summary>How long a call may wait now that would wait so long.</summary>
    public TimeSpan Patience(TimeSpan wanted) =>
        wanted > PatienceInUnrest && time.GetElapsedTime(Volatile.Read(ref _changedAt)) < Unrest ? PatienceInUnrest : wanted;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(LocalActivations), ServiceLifecycleStage.Active, Start, _ => Task.CompletedTask);
        // At this stage the cluster knows that the silo is leaving: what is deactivated here comes up elsewhere.
        lifecycle.Subscribe(nameof(LocalActivations), ServiceLifecycleStage.GrainDeactivation, _ => Task.CompletedTask, Leave);
    }

    public void Dispose() => _stopping.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _watching = Watch();
        return Task.CompletedTask;
    }

    private async Task Watch()
    {
        try
        {
            var known = "";
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(_stopping.Token))
            {
                var now = string.Join(',', snapshot.Members.Values.Order(ByAddress).Select(member => $"{member.SiloAddress} {member.Status}"));
                if (now == known)
                    continue;
                known = now;
                Volatile.Write(ref _changedAt, time.GetTimestamp());
                await Each(activation => activation.EndWaits());
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            Log.NotWatching(logger, failure);
        }
    }

    private async Task Leave(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching;
        await Each(activation => activation.Leave());
    }

    private Task Each(Action<ILocalActivation> act) => Task.WhenAll(_activations.Select(activation => Task.Factory.StartNew(
        () => act(activation.Key), CancellationToken.None, TaskCreationOptions.None, activation.Value)));

    private static readonly Comparer<ClusterMember> ByAddress = Comparer<ClusterMember>.Create((left, right) => left.SiloAddress.CompareTo(right.SiloAddress));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Changes of the cluster's members are not seen any more")]
        public static partial void NotWatching(ILogger logger, Exception failure);
    }
}

using System.Collections.Concurrent;

namespace Fabric.Grains.Rollouts;

/// <summary>Which silos there are, and which rollout each has taken up.</summary>
internal sealed class SiloFollowers(
    IClusterMembershipService membership, IClusterManifestProvider manifests, IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private readonly ConcurrentDictionary<SiloAddress, long> _taken = [];

    public void Took(SiloAddress silo, long rollout) => _taken[silo] = rollout;

    /// <summary>Waits until every active silo has taken up a rollout, or the patience is over: a silo that hangs must not hold up the others.</summary>
    public async Task AllTook(long rollout, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (Active().Any(silo => _taken.GetValueOrDefault(silo) < rollout && Follows(silo)) && time.GetElapsedTime(started) < patience)
            await Task.Delay(Pace, time, cancellationToken);
    }

    /// <summary>Ends when silos have come or gone, or after a while.</summary>
    public async Task MembersChanged(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var before = Active();
        try
        {
            await foreach (var _ in membership.MembershipUpdates.WithCancellation(end.Token))
            {
                if (!before.SetEquals(Active()))
                    return;
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
        }
    }

    // A silo of an application that only uses the fabric follows nothing.
    private bool Follows(SiloAddress silo) =>
        !manifests.Current.Silos.TryGetValue(silo, out var hosted)
        || hosted.Grains.ContainsKey(grains.GetGrain<IRolloutGrain>(IRolloutGrain.Key).GetGrainId().Type);

    private HashSet<SiloAddress> Active() =>
        [.. membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)];
}

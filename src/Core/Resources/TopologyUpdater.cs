using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Brokers;
using Fabric.Resources.Resolving;
using Microsoft.Extensions.Logging;

namespace Fabric.Resources;

/// <summary>Keeps the topology in force and the statuses what the catalog amounts to.</summary>
/// <param name="catalog">The resources; their statuses are written back.</param>
/// <param name="apply">Puts a topology in force, as <see cref="TopologyRollout.Apply"/> does.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Says which resource is not ready, and why.</param>
/// <param name="durable">Where this host keeps what must survive a restart.</param>
public sealed partial class TopologyUpdater(
    ICatalog catalog,
    Func<Topology, CancellationToken, ValueTask> apply,
    TimeProvider time,
    ILogger<TopologyUpdater> logger,
    StorageKind durable = StorageKind.File)
{
    /// <summary>How long a change waits for those that come with it, so that they are taken up together.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private readonly VersionSignal _applied = new();
    private readonly CheckedResources _checked = new();

    /// <summary>
    /// Ends when everything up to a version of the catalog was taken up: it is in force, or the log says what failed and
    /// is tried again; and its statuses are written.
    /// </summary>
    public Task Applied(long version, CancellationToken cancellationToken) => _applied.Reached(version, cancellationToken);

    /// <summary>Runs until cancelled. The first topology is built at once.</summary>
    public async Task Run(NodeAddresses addresses, CancellationToken cancellationToken)
    {
        while (true)
        {
            var snapshot = await catalog.Snapshot(cancellationToken);
            if (await Update(snapshot, addresses, cancellationToken))
            {
                await NextChange(snapshot.Version, cancellationToken);
                await Task.Delay(Pace, time, cancellationToken);
            }
            else
            {
                await Task.Delay(RetryPause, time, cancellationToken);
            }
        }
    }

    private async ValueTask<bool> Update(CatalogSnapshot snapshot, NodeAddresses addresses, CancellationToken cancellationToken)
    {
        var result = TopologyBuilder.Build(_checked.Of(snapshot), addresses, time.GetUtcNow(), durable);
        var applied = await Apply(result.Topology, cancellationToken);
        await WriteStatuses(snapshot, result.Statuses, cancellationToken);
        _applied.Reach(snapshot.Version);
        return applied;
    }

    private async ValueTask<bool> Apply(Topology topology, CancellationToken cancellationToken)
    {
        try
        {
            await apply(topology, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotApplied(logger, RetryPause.TotalSeconds, failure);
            return false;
        }
    }

    private async ValueTask WriteStatuses(
        CatalogSnapshot snapshot, ImmutableDictionary<ResourceKey, JsonElement> statuses, CancellationToken cancellationToken)
    {
        foreach (var resource in snapshot.Resources)
        {
            if (!statuses.TryGetValue(resource.Key, out var status) || (resource.Status is { } known && JsonElement.DeepEquals(known, status)))
                continue;
            ReadinessLog.Write(logger, resource, status);
            await catalog.SetStatus(resource.Key, status, cancellationToken);
        }
    }

    private async ValueTask NextChange(long after, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in catalog.Watch(after, cancellationToken))
            {
                if (!change.StatusOnly)
                    return;
            }
        }
        catch (CatalogExpiredException)
        {
            // Too much has changed to follow: the next snapshot has it all.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The resources could not be put in force; next try in {Seconds} s")]
        public static partial void NotApplied(ILogger logger, double seconds, Exception failure);
    }
}

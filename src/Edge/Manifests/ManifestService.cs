using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Manifests;

/// <summary>Takes up the manifests when the node starts, and their changes for as long as it runs.</summary>
public sealed class ManifestService(
    ManifestFolder folder, IOptions<ManifestOptions> options, TimeProvider time, ILogger<ManifestService> logger) : BackgroundService
{
    private const int LongestUnrest = 20;

    private readonly TaskCompletionSource<ManifestReport> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when every manifest was taken up, with what became of them.</summary>
    public Task<ManifestReport> Loaded => _loaded.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var signal = new FolderSignal(options.Value.Paths, logger);
            var report = await folder.Scan(stoppingToken);
            _loaded.TrySetResult(report);
            if (options.Value.Paths.Count > 0)
                await Follow(signal, report, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _loaded.TrySetCanceled(stoppingToken);
        }
        catch (Exception e)
        {
            _loaded.TrySetException(e);
            throw;
        }
    }

    private async Task Follow(FolderSignal signal, ManifestReport report, CancellationToken stopping)
    {
        while (true)
        {
            if (report.AwaitsRemoval)
                await signal.Wait(options.Value.Settle, time, stopping);
            else
                await signal.Wait(options.Value.RescanInterval, time, stopping);
            for (var unrest = 0; unrest < LongestUnrest && await signal.Wait(options.Value.Settle, time, stopping); unrest++)
            {
                // Somebody is still writing.
            }

            report = await folder.Scan(stopping);
        }
    }
}

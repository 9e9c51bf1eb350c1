using Fabric.Edge.Manifests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fabric.Edge.Health;

/// <summary>Not ready until every manifest file was taken up.</summary>
internal sealed class ManifestCheck(IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var loaded = services.GetService<ManifestService>()?.Loaded;
        return Task.FromResult(
            loaded is null or { IsCompletedSuccessfully: true } ? HealthCheckResult.Healthy()
            : loaded.IsFaulted ? HealthCheckResult.Unhealthy($"cannot be taken up: {loaded.Exception.InnerException?.Message}")
            : HealthCheckResult.Unhealthy("still being read"));
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace Fabric.Silo.Health;

/// <summary>Not ready unless the cluster counts this silo among its members.</summary>
internal sealed class SiloCheck(ISiloStatusOracle silo) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(silo.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"the silo is {silo.CurrentStatus}"));
}

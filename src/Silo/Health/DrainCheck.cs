using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fabric.Silo.Health;

/// <summary>Turns <c>/readyz</c> to no while requests are still served, so that load balancers go elsewhere first.</summary>
internal sealed class DrainCheck : IHealthCheck
{
    /// <summary>Set once, when the silo was told to stop.</summary>
    public bool IsDraining { get; set; }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsDraining ? HealthCheckResult.Unhealthy("the silo is about to stop") : HealthCheckResult.Healthy());
}

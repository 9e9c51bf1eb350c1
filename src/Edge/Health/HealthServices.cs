using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fabric.Edge.Health;

/// <summary>
/// Liveness and readiness: <c>/healthz</c> and <c>/livez</c> say that the process answers, <c>/readyz</c> whether it
/// should get work, every check by name, as Kubernetes' own do.
/// </summary>
public static class HealthServices
{
    /// <summary>A check with this tag is part of <c>/readyz</c>.</summary>
    public const string Ready = "ready";

    /// <summary>Adds the checks that every node has; a component adds its own with the tag <see cref="Ready"/>.</summary>
    public static IHealthChecksBuilder AddFabricHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<LifetimeCheck>("lifetime", tags: [Ready])
        .AddCheck<ManifestCheck>("manifests", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("ok"));
        routes.MapGet("/livez", () => Results.Text("ok"));
        routes.MapHealthChecks("/readyz", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),
            ResponseWriter = ReadinessText.Write,
        });
    }
}

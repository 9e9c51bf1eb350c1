using Fabric.Postgres;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fabric.Silo.Health;

/// <summary>Not ready while PostgreSQL does not answer.</summary>
internal sealed class DatabaseCheck(PostgresStorage storage, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await storage.Ping(either.Token);
            return HealthCheckResult.Healthy();
        }
        catch (DatabaseException failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"PostgreSQL does not answer within {Patience.TotalSeconds} s");
        }
    }
}

using Fabric.Brokers;
using Fabric.Resources;
using Fabric.Telemetry;
using Fabric.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fabric.Postgres;

/// <summary>Registers the storage of a cluster.</summary>
public static class PostgresServices
{
    /// <summary>
    /// Adds <see cref="PostgresStorage"/> and all that it keeps under their ports. The application calls
    /// <see cref="PostgresStorage.Migrate"/> before it uses them, and adds logging and metrics.
    /// </summary>
    public static IServiceCollection AddFabricPostgres(this IServiceCollection services, PostgresOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FabricMetrics>();
        services.AddSingleton(options);
        services.AddSingleton<PostgresStorage>();
        services.AddSingleton<IEventLogs>(provider => provider.GetRequiredService<PostgresStorage>().Logs);
        services.AddSingleton<IDeadLetterLogs>(provider => provider.GetRequiredService<PostgresStorage>().DeadLetters);
        services.AddSingleton<IStateStore<BrokerState>>(provider => provider.GetRequiredService<PostgresStorage>().Brokers);
        services.AddSingleton<IStateStore<TriggerState>>(provider => provider.GetRequiredService<PostgresStorage>().Triggers);
        services.AddSingleton<ICatalogStore>(provider => provider.GetRequiredService<PostgresStorage>().Catalog);
        return services;
    }
}

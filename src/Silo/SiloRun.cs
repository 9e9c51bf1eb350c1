using System.Net;
using System.Security.Cryptography;
using Fabric.Grains.Rollouts;
using Fabric.Postgres;
using Fabric.Postgres.Schema;
using Fabric.Resources;
using Fabric.Silo.Health;
using Fabric.Silo.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Fabric.Silo;

/// <summary>The life of a silo: prepare the database, join, say <c>ready</c>, run until told to stop, hand over, leave.</summary>
internal static partial class SiloRun
{
    private static readonly TimeSpan DatabasePause = TimeSpan.FromSeconds(1);

    /// <returns>The exit code: 0 after an orderly stop, 1 where the silo cannot start.</returns>
    public static async Task<int> Run(SiloOptions options, TextWriter output, TextWriter error, CancellationToken stop)
    {
        try
        {
            await using var silo = SiloHost.Build(options);
            var log = silo.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Fabric.Silo");
            await Migrate(silo.Services.GetService<PostgresStorage>(), log, stop);
            await silo.StartAsync(stop);
            await Serve(silo, options, output, log, stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure) when (failure is IOException or NewerSchemaException or CryptographicException)
        {
            await error.WriteLineAsync($"fabric-silo: {failure.Message}");
            return 1;
        }
    }

    // In a cluster that starts as a whole the database may be the last to be there.
    private static async Task Migrate(PostgresStorage? storage, ILogger log, CancellationToken stop)
    {
        while (storage is not null)
        {
            try
            {
                await storage.Migrate(stop);
                return;
            }
            catch (DatabaseException failure) when (failure.Failure == DatabaseFailure.Unknown)
            {
                Log.Waiting(log, failure.Message);
                await Task.Delay(DatabasePause, TimeProvider.System, stop);
            }
        }
    }

    private static async Task Serve(WebApplication silo, SiloOptions options, TextWriter output, ILogger log, CancellationToken stop)
    {
        var address = Listening(silo, options);
        silo.Services.GetRequiredService<ClusterAddresses>()
            .Set(new NodeAddresses(options.PublicUrl ?? address, PublicDomain: options.PublicDomain));
        await silo.Services.GetRequiredService<RolloutFollower>().First.WaitAsync(stop);
        await output.WriteLineAsync($"ready {address.GetLeftPart(UriPartial.Authority)}");
        await output.FlushAsync(stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Log.Stopping(log);
        silo.Services.GetRequiredService<DrainCheck>().IsDraining = true;
        await Task.Delay(options.DrainDelay, TimeProvider.System, CancellationToken.None);
        await silo.StopAsync(CancellationToken.None);
        Log.Stopped(log);
    }

    private static Uri Listening(WebApplication silo, SiloOptions options)
    {
        var bound = silo.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var any = options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any);
        return new UriBuilder("http", any ? options.Advertise.ToString() : options.Address.ToString(), new Uri(bound).Port).Uri;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Waiting for the database: {Failure}")]
        public static partial void Waiting(ILogger logger, string failure);

        [LoggerMessage(2, LogLevel.Information, "Stopping: what lives here moves to other silos")]
        public static partial void Stopping(ILogger logger);

        [LoggerMessage(3, LogLevel.Information, "Stopped")]
        public static partial void Stopped(ILogger logger);
    }
}

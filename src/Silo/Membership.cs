using System.Net;
using System.Net.Sockets;
using Fabric.Postgres;
using Fabric.Silo.Settings;
using Orleans.Configuration;
using SiloOptions = Fabric.Silo.Settings.SiloOptions;

namespace Fabric.Silo;

/// <summary>How this silo joins the others: its addresses, the membership table, and how fast a dead silo is noticed.</summary>
internal static class Membership
{
    private const string Invariant = "Npgsql";

    /// <summary>Where Orleans keeps who has subscribed to streams.</summary>
    private const string Subscriptions = "PubSubStore";

    public static ISiloBuilder UseMembership(this ISiloBuilder silo, SiloOptions options)
    {
        var ports = (Silo: FreePort(options.SiloPort), Gateway: FreePort(options.GatewayPort));
        if (options.Clustering == Clustering.Localhost)
            silo.UseLocalhostClustering(ports.Silo, ports.Gateway, serviceId: options.ServiceId, clusterId: options.ClusterId);
        else
            silo.UseAdoNetClustering(table => table.Configure<PostgresStorage>(
                (settings, storage) => (settings.Invariant, settings.ConnectionString) = (Invariant, storage.ConnectionString)));
        if (options.Postgres is null)
            silo.AddMemoryGrainStorage(Subscriptions).UseInMemoryReminderService();
        else
            silo.UsePostgresStores();
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        silo.Configure<Orleans.Configuration.SiloOptions>(own => own.SiloName = options.SiloName);
        silo.Configure<EndpointOptions>(endpoint =>
        {
            var listen = IPAddress.IsLoopback(options.Advertise) ? IPAddress.Loopback : IPAddress.Any;
            endpoint.AdvertisedIPAddress = options.Advertise;
            (endpoint.SiloPort, endpoint.GatewayPort) = ports;
            endpoint.SiloListeningEndpoint = new IPEndPoint(listen, ports.Silo);
            endpoint.GatewayListeningEndpoint = new IPEndPoint(listen, ports.Gateway);
        });
        return silo.Configure<ClusterMembershipOptions>(NoticeDeathFast);
    }

    // A silo that is gone misses three probes, one a second, and two others have to agree: some five seconds.
    private static void NoticeDeathFast(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(60);
        membership.DefunctSiloExpiration = TimeSpan.FromHours(1);
    }

    private static void UsePostgresStores(this ISiloBuilder silo) => silo
        .AddAdoNetGrainStorage(Subscriptions, store => store.Configure<PostgresStorage>(
            (settings, storage) => (settings.Invariant, settings.ConnectionString) = (Invariant, storage.ConnectionString)))
        .UseAdoNetReminderService(store => store.Configure<PostgresStorage>(
            (settings, storage) => (settings.Invariant, settings.ConnectionString) = (Invariant, storage.ConnectionString)));

    private static int FreePort(int port)
    {
        if (port != 0)
            return port;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

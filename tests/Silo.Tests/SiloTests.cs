using System.Net;
using Fabric.Contract.Servers;
using Fabric.Silo.Tests.Cluster;

namespace Fabric.Silo.Tests;

/// <summary>One real silo process, or a few, and what they say and do around their lives.</summary>
public sealed class SiloTests
{
    [Fact]
    public async Task A_silo_alone_needs_nothing_and_stops_in_order()
    {
        using var silo = SiloProcess.Start("--silo-port", "0", "--gateway-port", "0", "--port", "0");
        await silo.Ready;
        using var http = new HttpClient();
        Assert.Contains("[+]silo ok", await http.GetStringAsync(new Uri(silo.Address, "/readyz")), StringComparison.Ordinal);
        Assert.Equal(0, await silo.Terminate());
    }

    [Fact]
    public async Task What_is_wrong_with_the_settings_is_said_all_at_once()
    {
        using var silo = SiloProcess.Start("--clustering", "postgres", "--port", "no", "--drain-delay", "x");
        Assert.Equal(2, await silo.Exit());
        Assert.Contains("--port no: a port is a number", silo.Error, StringComparison.Ordinal);
        Assert.Contains("--drain-delay x: give seconds", silo.Error, StringComparison.Ordinal);
        Assert.Contains("clustering postgres needs a database", silo.Error, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_silo_is_not_ready_while_its_database_does_not_answer_and_comes_back_by_itself()
    {
        await using var postgres = await PostgresServer.Start();
        await using var cluster = await RunningCluster.Start(1, postgres);
        await cluster.Declare("orders");
        using var publishing = new Publishing(() => cluster.Addresses);
        Assert.Equal(HttpStatusCode.OK, await publishing.Attempt(cluster.Addresses[0], "orders", "1"));

        await postgres.Stop();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await publishing.Attempt(cluster.Addresses[0], "orders", "2"));
        var (status, text) = await cluster.Get("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("[-]database: PostgreSQL", text, StringComparison.Ordinal);

        await postgres.Resume();
        await cluster.Eventually(async () => (await cluster.Get("/readyz")).Status == HttpStatusCode.OK);
        await cluster.Eventually(async () => await publishing.Attempt(cluster.Addresses[0], "orders", "3") == HttpStatusCode.OK);
    }

    [PostgresFact]
    public async Task A_rolling_restart_costs_no_error_to_a_client_that_goes_to_the_next_silo()
    {
        await using var postgres = await PostgresServer.Start();
        await using var sink = await DeliverySink.Start();
        await using var cluster = await RunningCluster.Start(2, postgres);
        await cluster.Declare("orders");
        await cluster.DeclareTrigger("all", "orders", new Uri(sink.Address, "all"));
        using var publishing = new Publishing(() => cluster.Addresses);
        using var end = new CancellationTokenSource();
        var acknowledged = 0;
        var publisher = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                Assert.True(await publishing.Publish("orders", "k", $"k-{acknowledged}", acknowledged, CancellationToken.None));
                acknowledged++;
            }
        });

        foreach (var old in cluster.Silos)
        {
            await cluster.Add();
            Assert.Equal(0, await cluster.Terminate(old));
        }

        await end.CancelAsync();
        await publisher;
        await cluster.Eventually(() => Task.FromResult(sink.At("all").Count == acknowledged));
        Assert.Empty(publishing.Surprises);
        Assert.Empty(sink.At("all").Disorder);
    }

    [PostgresFact]
    public async Task Silos_with_certificates_of_one_authority_form_a_cluster_over_TLS()
    {
        await using var postgres = await PostgresServer.Start();
        using var authority = new TestAuthority();
        var tls = authority.Issue("silo");
        await using var cluster = await RunningCluster.Start(
            2, postgres, "--tls-certificate", tls.Certificate, "--tls-key", tls.Key, "--tls-authority", authority.Certificate);
        await cluster.Declare("orders");
        foreach (var silo in cluster.Addresses)
        {
            using var publishing = new Publishing(() => [silo]);
            Assert.True(await publishing.Publish("orders", "k", $"k-{silo.Port}", 0, CancellationToken.None));
        }
    }

    [PostgresFact]
    public async Task The_dashboard_is_there_when_it_is_switched_on_and_asks_for_the_token()
    {
        await using var postgres = await PostgresServer.Start();
        await using var cluster = await RunningCluster.Start(1, postgres, "--dashboard", "--token", "secret");
        Assert.Equal(HttpStatusCode.Unauthorized, (await cluster.Get("/dashboard/DashboardCounters")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await cluster.Get("/trace/default?id=1")).Status);
        cluster.Http.DefaultRequestHeaders.Authorization = new("Bearer", "secret");
        var (status, text) = await cluster.Get("/dashboard/DashboardCounters");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("hosts", text, StringComparison.OrdinalIgnoreCase);
    }
}

using System.Net;
using Fabric.Edge.Health;
using Fabric.Edge.Manifests;
using Fabric.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_node_that_runs_is_alive_and_ready()
    {
        await using var app = await Start(_ => { });
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await app.Services.GetRequiredService<ManifestService>().Loaded;

        Assert.Equal("ok", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
        Assert.Equal("ok", await client.GetStringAsync(new Uri("/livez", UriKind.Relative)));
        Assert.Equal("[+]lifetime ok\n[+]manifests ok\nready\n", await client.GetStringAsync(new Uri("/readyz", UriKind.Relative)));
    }

    [Fact]
    public async Task A_check_that_fails_is_named_with_its_reason_and_only_readiness_suffers()
    {
        await using var app = await Start(builder => builder.Services.AddHealthChecks()
            .AddCheck("brokers", () => HealthCheckResult.Unhealthy("the disk is full"), [HealthServices.Ready]));
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await app.Services.GetRequiredService<ManifestService>().Loaded;

        using var ready = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.StartsWith("[-]brokers: the disk is full\n", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("ok", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
    }

    [Fact]
    public async Task A_node_that_stops_says_so()
    {
        await using var app = await Start(_ => { });
        var checks = app.Services.GetRequiredService<HealthCheckService>();
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var report = await checks.CheckHealthAsync();

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Equal("the node is stopping", report.Entries["lifetime"].Description);
    }

    private static async Task<WebApplication> Start(Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<ICatalog>(new Catalog(TimeProvider.System));
        builder.Services.AddManifests();
        builder.Services.AddFabricHealth();
        configure(builder);
        var app = builder.Build();
        app.MapHealth();
        await app.StartAsync();
        return app;
    }
}

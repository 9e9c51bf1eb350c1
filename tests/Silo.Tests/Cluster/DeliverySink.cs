using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fabric.Silo.Tests.Cluster;

/// <summary>The target of every trigger of a test: each posts to a path of its own.</summary>
internal sealed class DeliverySink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Arrivals> _paths = new();

    private DeliverySink(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The <c>traceparent</c> of each delivery that had one.</summary>
    public ConcurrentBag<string> Traces { get; } = [];

    /// <summary>What came to a path, as <c>first</c> for <c>/first</c>.</summary>
    public Arrivals At(string path) => _paths.GetOrAdd(path, _ => new Arrivals());

    public static async Task<DeliverySink> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new DeliverySink(builder.Build());
        sink._app.Run(sink.Take);
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task Take(HttpContext context)
    {
        if (context.Request.Headers.TryGetValue("traceparent", out var trace))
            Traces.Add(trace.ToString());
        At(context.Request.Path.Value!.Trim('/')).Take(context.Request.Headers["ce-id"].ToString());
        return Task.CompletedTask;
    }
}

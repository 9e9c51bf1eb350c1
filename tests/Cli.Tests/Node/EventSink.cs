using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fabric.Cli.Tests.Node;

/// <summary>An HTTP endpoint that takes events and counts each id.</summary>
internal sealed class EventSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _arrivals = new();

    private EventSink(WebApplication app) => _app = app;

    /// <summary>How many times each id arrived.</summary>
    public IReadOnlyDictionary<string, int> Arrivals => _arrivals;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Runs before each answer; may wait.</summary>
    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    public static async Task<EventSink> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new EventSink(builder.Build());
        sink._app.Run(sink.Take);
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        await BeforeAnswer();
        _arrivals.AddOrUpdate(context.Request.Headers["ce-id"].ToString(), 1, (_, times) => times + 1);
    }
}

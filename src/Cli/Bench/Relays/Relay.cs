using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fabric.Cli.Bench.Relays;

/// <summary>
/// What .NET can do with one event in and one event out: a Kestrel endpoint, a bounded channel, HttpClient workers. It
/// filters nothing, keeps nothing and repeats nothing: the limit that brokers are measured against.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private const int Waiting = 10_000;
    private readonly Channel<RelayedEvent> _channel = Channel.CreateBounded<RelayedEvent>(Waiting);
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
    });

    private readonly WebApplication _server;
    private readonly Uri _target;

    private Relay(WebApplication server, Uri target) => (_server, _target) = (server, target);

    public Uri Address => new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<Relay> Start(Uri target, int workers, int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(IPAddress.Loopback, port);
        });
        var relay = new Relay(builder.Build(), target);
        relay._server.Run(relay.Take);
        for (var worker = 0; worker < workers; worker++)
            _ = relay.Forward(cancellation);
        await relay._server.StartAsync(cancellation);
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    private async Task Take(HttpContext context)
    {
        await _channel.Writer.WriteAsync(await RelayedEvent.Read(context.Request), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task Forward(CancellationToken cancellation)
    {
        await foreach (var item in _channel.Reader.ReadAllAsync(cancellation))
        {
            using var request = item.ToRequest(_target);
            using var answer = await _client.SendAsync(request, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"The sink answered {(int)answer.StatusCode}.");
        }
    }
}

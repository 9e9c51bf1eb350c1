using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Fabric.Brokers;
using Fabric.Contract.Time;
using Fabric.Delivery;
using Fabric.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Tests.Sources;

/// <summary>The HTTPPollerSource against a real server.</summary>
public sealed class HttpPollerSourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_first_poll_happens_at_once_and_the_next_at_the_interval()
    {
        await using var server = await PolledServer.Start(context => context.Response.WriteAsync("{\"n\":1}"));
        var clock = new ManualClock();
        await using var host = await SourceHost.Start(clock, Poller(server));
        await server.Polled();
        await Eventually(() => host.Broker.Events.Count == 1);
        Assert.Equal(0, server.Waiting);
        clock.Advance(TimeSpan.FromSeconds(5));
        await server.Polled();
        await Eventually(() => host.Broker.Events.Count == 2);

        var received = host.Broker.Events[0];
        Assert.Equal(("poll.event", "default.poller", "application/json", "{\"n\":1}"),
            (received.Type, received.Source, received.DataContentType, received.DataText));
    }

    [Fact]
    public async Task Method_headers_and_credentials_reach_the_server()
    {
        await using var server = await PolledServer.Start(context => context.Response.WriteAsync("x"));
        await using var host = await SourceHost.Start(new ManualClock(), Poller(server) with
        {
            Method = "POST",
            Endpoint = new HttpEndpoint
            {
                Uri = server.Address,
                BasicAuth = new BasicAuth("user", new Secret("pass")),
                Headers = ImmutableDictionary<string, string>.Empty.Add("X-List", "a,b"),
            },
        });
        var request = await server.Polled();
        Assert.Equal(("POST", "a,b", "Basic dXNlcjpwYXNz"), (request.Method, request.Headers["X-List"], request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_host_name_is_resolved_as_the_manifest_says()
    {
        await using var server = await PolledServer.Start(context => context.Response.WriteAsync("x"));
        await using var host = await SourceHost.Start(new ManualClock(), Poller(server) with
        {
            Endpoint = new HttpEndpoint
            {
                Uri = new Uri("http://app.example/basic/"),
                Resolve = ImmutableDictionary<string, string>.Empty.Add("app.example", $"127.0.0.1:{server.Address.Port}"),
            },
        });
        var request = await server.Polled();
        Assert.Equal(("app.example", "/basic/"), (request.Headers["Host"], request.Path));
    }

    [Fact]
    public async Task The_servers_content_type_is_kept_where_asked()
    {
        await using var server = await PolledServer.Start(context =>
        {
            context.Response.ContentType = "text/csv";
            return context.Response.WriteAsync("a;b");
        });
        await using var host = await SourceHost.Start(new ManualClock(), Poller(server) with { KeepContentType = true });
        await Eventually(() => host.Broker.Events.Count == 1);
        Assert.Equal("text/csv", host.Broker.Events[0].DataContentType);
    }

    [Fact]
    public async Task An_unchanged_answer_makes_no_event_where_asked()
    {
        await using var server = await PolledServer.Start(context =>
        {
            context.Response.Headers.ETag = "\"v1\"";
            if (context.Request.Headers.IfNoneMatch == "\"v1\"")
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync("x");
        });
        var clock = new ManualClock();
        await using var host = await SourceHost.Start(clock, Poller(server) with { Conditional = true });
        await server.Polled();
        await Eventually(() => host.Broker.Events.Count == 1);
        clock.Advance(TimeSpan.FromSeconds(5));
        var second = await server.Polled();
        Assert.Equal("\"v1\"", second.Headers["If-None-Match"]);
        clock.Advance(TimeSpan.FromSeconds(5));
        await server.Polled();
        Assert.Single(host.Broker.Events);
    }

    [Fact]
    public async Task An_error_makes_no_event_and_polling_goes_on()
    {
        var status = StatusCodes.Status500InternalServerError;
        await using var server = await PolledServer.Start(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("x");
        });
        var clock = new ManualClock();
        await using var host = await SourceHost.Start(clock, Poller(server));
        await server.Polled();
        Assert.Empty(host.Broker.Events);
        status = StatusCodes.Status200OK;
        await Eventually(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return host.Broker.Events.Count > 0;
        });
    }

    [Fact]
    public async Task What_the_broker_refuses_for_now_is_sent_again()
    {
        await using var server = await PolledServer.Start(context => context.Response.WriteAsync("x"));
        var clock = new ManualClock();
        await using var host = await SourceHost.Start(clock);
        var refusals = 2;
        host.Broker.Answer = batch => refusals-- > 0
            ? new PublishOutcome(PublishStatus.Full, RetryAfter: TimeSpan.FromSeconds(1))
            : new PublishOutcome(PublishStatus.Accepted, batch.Count);
        host.Declare(Poller(server) with { Interval = TimeSpan.FromHours(1) });
        await Eventually(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return host.Broker.Events.Count == 3;
        });
        Assert.Single(host.Broker.Events.Select(received => received.Id).Distinct());
    }

    private static HttpPollerSourceSpec Poller(PolledServer server) => new()
    {
        Name = new ResourceName("default", "poller"),
        Workload = "httppollersource-poller",
        Sink = SourceHost.Sink,
        Endpoint = new HttpEndpoint { Uri = server.Address },
        Method = "GET",
        Interval = TimeSpan.FromSeconds(5),
        EventType = "poll.event",
        EventSource = "default.poller",
    };

    private static async Task Eventually(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
            await ticks.WaitForNextTickAsync(patience.Token);
    }

    private sealed record Request(string Method, string Path, IReadOnlyDictionary<string, string> Headers);

    private sealed class PolledServer(WebApplication app, Channel<Request> requests) : IAsyncDisposable
    {
        public Uri Address { get; } = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        public int Waiting => requests.Reader.Count;

        public static async Task<PolledServer> Start(Func<HttpContext, Task> answer)
        {
            var requests = Channel.CreateUnbounded<Request>();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.Run(async context =>
            {
                await answer(context);
                requests.Writer.TryWrite(new Request(
                    context.Request.Method,
                    context.Request.Path,
                    context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            });
            await app.StartAsync();
            return new PolledServer(app, requests);
        }

        public async Task<Request> Polled()
        {
            using var patience = new CancellationTokenSource(Patience);
            return await requests.Reader.ReadAsync(patience.Token);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}

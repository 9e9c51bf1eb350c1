using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Tests.Delivery;

/// <summary>One request as a stub server saw it.</summary>
internal sealed record SeenRequest(
    string Method, string Path, string Query, string Protocol, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>A real HTTP server on a free port that records what it is asked and answers as a test says.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubServer(WebApplication app, string scheme)
    {
        _app = app;
        var address = new Uri(app.Urls.First());
        Uri = new Uri($"{scheme}://127.0.0.1:{address.Port}/");
    }

    public Uri Uri { get; }

    public int Port => Uri.Port;

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public IServer Server => _app.Services.GetRequiredService<IServer>();

    public SeenRequest Only => Assert.Single(Requests);

    public static Task<StubServer> Answering(int status) => Start(context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public static Task<StubServer> Answering(int status, string contentType, string body) => Start(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    });

    public static async Task<StubServer> Start(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        StubServer? server = null;
        app.Run(async context =>
        {
            context.Features.Set(await server!.Record(context.Request));
            await answer(context);
        });
        await app.StartAsync();
        return server = new StubServer(app, certificate is null ? "http" : "https");
    }

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
    }

    private async Task<SeenRequest> Record(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var headers = request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var seen = new SeenRequest(
            request.Method, request.Path, request.QueryString.ToString(), request.Protocol, headers, body.ToArray());
        Requests.Enqueue(seen);
        return seen;
    }
}

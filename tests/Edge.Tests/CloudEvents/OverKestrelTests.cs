using System.Net;
using System.Text;
using Fabric.Edge.CloudEvents;
using Fabric.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static Fabric.Edge.Tests.CloudEvents.Requests;

namespace Fabric.Edge.Tests.CloudEvents;

/// <summary>An echo over real sockets: what it reads it writes back.</summary>
public sealed class OverKestrelTests : IAsyncLifetime, IDisposable
{
    private readonly WebApplication _echo = BuildEcho();
    private readonly HttpClient _client = new();

    public async Task InitializeAsync()
    {
        await _echo.StartAsync();
        _client.BaseAddress = new Uri(_echo.Urls.Single());
    }

    public async Task DisposeAsync() => await _echo.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(1 << 20)]
    public async Task Events_of_any_size_come_back_unchanged(int size)
    {
        var data = new byte[size];
        new Random(size).NextBytes(data);
        var sent = new CloudEvent
        {
            Id = "Euro € 😀 100%",
            Source = "/a?b=c",
            Type = "t",
            DataContentType = "image/png",
            Data = size == 0 ? default(ReadOnlyMemory<byte>?) : data,
        }.ToRecord();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/");
        CloudEventWriter.Write(request, sent);

        using var response = await _client.SendAsync(request);
        var result = await CloudEventReader.Read(response, Limits, CancellationToken.None);

        Assert.Equal("", result.Problem);
        Assert.Equal(sent, result.Events![0]);
    }

    [Fact]
    public async Task A_raw_utf8_header_is_understood()
    {
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });
        using var request = new HttpRequestMessage(HttpMethod.Post, _client.BaseAddress);
        CloudEventWriter.Write(request, new CloudEvent { Id = "1", Source = "/s", Type = "t" }.ToRecord());
        request.Headers.TryAddWithoutValidation("ce-subject", "größe 50€");

        using var response = await client.SendAsync(request);

        Assert.Equal("gr%C3%B6%C3%9Fe%2050%E2%82%AC", Assert.Single(response.Headers.GetValues("ce-subject")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused_even_in_chunks(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        CloudEventWriter.Write(request, new CloudEvent { Id = "1", Source = "/s", Type = "t" }.ToRecord());
        request.Content = new ByteArrayContent(new byte[2 << 20]);
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Attributes_up_to_the_limits_come_through_the_server()
    {
        var extensions = Enumerable.Range(0, 250).ToDictionary(index => $"x{index}", _ => new string('ü', 60));
        var plain = new CloudEvent { Id = "1", Source = "/s", Type = "t" };
        var sent = (plain with { Extensions = plain.Extensions.AddRange(extensions) }).ToRecord();
        using var handler = new SocketsHttpHandler { MaxResponseHeadersLength = 128 };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, _client.BaseAddress);
        CloudEventWriter.Write(request, sent);

        using var response = await client.SendAsync(request);
        var result = await CloudEventReader.Read(response, Limits, CancellationToken.None);

        Assert.Equal("", result.Problem);
        Assert.Equal(CloudEvent.From(sent).Extensions, CloudEvent.From(result.Events![0]).Extensions);
    }

    private static WebApplication BuildEcho()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AllowEvents(Limits);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var echo = builder.Build();
        echo.Run(async context =>
        {
            var result = await CloudEventReader.Read(context.Request, Limits, context.RequestAborted);
            context.Response.StatusCode = result.StatusCode;
            if (result.Events is { } events)
                await CloudEventWriter.Write(context.Response, events[0]);
            else
                await context.Response.WriteAsync(result.Problem);
        });
        return echo;
    }
}

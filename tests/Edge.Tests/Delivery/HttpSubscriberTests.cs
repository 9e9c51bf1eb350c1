using System.Diagnostics;
using System.Text;
using Fabric.Delivery;
using Fabric.Events;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Tests.Delivery;

public sealed class HttpSubscriberTests : IDisposable
{
    private readonly DeliverySetup _setup = new();

    public void Dispose() => _setup.Dispose();

    [Fact]
    public async Task An_event_is_posted_in_binary_mode()
    {
        await using var server = await StubServer.Answering(200);

        var outcome = await _setup.Deliver(new Uri(server.Uri, "/any/path?a=b"));

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
        var request = server.Only;
        Assert.Equal(("POST", "/any/path", "?a=b", "HTTP/1.1"), (request.Method, request.Path, request.Query, request.Protocol));
        Assert.Equal("{\"n\":1}", request.Text);
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal("1", request.Header("ce-id"));
        Assert.Equal("/tests", request.Header("ce-source"));
        Assert.Equal("test.event", request.Header("ce-type"));
        Assert.Equal("1.0", request.Header("ce-specversion"));
        Assert.Equal("reply", request.Header("Prefer"));
        Assert.Equal("Fabric", request.Header("User-Agent"));
        Assert.Null(request.Header("ce-knativebrokerttl"));
    }

    [Fact]
    public async Task An_event_without_data_has_an_empty_body_and_no_content_type()
    {
        await using var server = await StubServer.Answering(204);

        await _setup.Deliver(server.Uri, new CloudEvent { Id = "1", Source = "/", Type = "t" }.ToRecord());

        Assert.Empty(server.Only.Body);
        Assert.Null(server.Only.Header("Content-Type"));
    }

    [Theory]
    [InlineData(200, DeliveryStatus.Delivered)]
    [InlineData(204, DeliveryStatus.Delivered)]
    [InlineData(299, DeliveryStatus.Delivered)]
    [InlineData(304, DeliveryStatus.Failed)]
    [InlineData(400, DeliveryStatus.Failed)]
    [InlineData(404, DeliveryStatus.Retryable)]
    [InlineData(410, DeliveryStatus.Failed)]
    [InlineData(429, DeliveryStatus.Retryable)]
    [InlineData(503, DeliveryStatus.Retryable)]
    [InlineData(799, DeliveryStatus.Retryable)]
    public async Task The_status_of_the_answer_decides(int code, DeliveryStatus expected)
    {
        await using var server = await StubServer.Answering(code);

        var outcome = await _setup.Deliver(server.Uri);

        Assert.Equal((expected, code), (outcome.Status, outcome.Code));
        if (expected != DeliveryStatus.Delivered)
            Assert.StartsWith($"{server.Uri} answered {code}", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_final_and_not_followed()
    {
        await using var elsewhere = await StubServer.Answering(200);
        await using var server = await StubServer.Start(context =>
        {
            context.Response.Redirect(elsewhere.Uri.ToString(), permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        var outcome = await _setup.Deliver(server.Uri);

        Assert.Equal((DeliveryStatus.Failed, 307), (outcome.Status, outcome.Code));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task The_beginning_of_an_errors_body_is_kept()
    {
        await using var server = await StubServer.Answering(500, "text/plain", new string('x', 5000));

        var outcome = await _setup.Deliver(server.Uri);

        Assert.Equal(new string('x', 1024), Encoding.UTF8.GetString(outcome.ErrorBody.Span));
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "0", 0)]
    [InlineData(503, "Thu, 01 Jan 2026 00:00:30 GMT", 30)]
    [InlineData(503, "Wed, 31 Dec 2025 23:00:00 GMT", 0)]
    [InlineData(503, "soon", null)]
    [InlineData(500, "7", null)]
    [InlineData(404, "7", null)]
    public async Task Retry_after_is_obeyed_on_429_and_503(int code, string header, int? seconds)
    {
        await using var server = await StubServer.Start(context =>
        {
            context.Response.StatusCode = code;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });

        var outcome = await _setup.Deliver(server.Uri);

        Assert.Equal(seconds, outcome.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task An_attempt_ends_when_its_time_is_over()
    {
        var arrived = new TaskCompletionSource();
        await using var server = await StubServer.Start(context =>
        {
            arrived.SetResult();
            return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });
        using var timeout = new CancellationTokenSource();
        var delivery = _setup.Subscribers.Open(new Destination(server.Uri)).Deliver(DeliverySetup.Event, timeout.Token).AsTask();
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await timeout.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivery);
    }

    [Fact]
    public async Task The_trace_of_the_event_goes_along()
    {
        await using var server = await StubServer.Answering(200);
        var writer = new EventWriter();
        writer.Begin();
        writer.Attribute("id", "1");
        writer.Attribute("source", "/");
        writer.Attribute("type", "t");
        writer.Attribute("traceparent", "00-11111111111111111111111111111111-1111111111111111-01");
        writer.Attribute(AttributeCode.TraceParent, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"u8);
        writer.Attribute(AttributeCode.TraceState, "vendor=1"u8);
        writer.End();

        await _setup.Deliver(server.Uri, writer.ToBatch()[0]);

        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", server.Only.Header("traceparent"));
        Assert.Equal("vendor=1", server.Only.Header("tracestate"));
        Assert.Equal("00-11111111111111111111111111111111-1111111111111111-01", server.Only.Header("ce-traceparent"));
    }

    [Fact]
    public async Task An_event_without_a_trace_joins_the_current_one()
    {
        await using var server = await StubServer.Answering(200);
        using var activity = new Activity("test").Start();

        await _setup.Deliver(server.Uri);

        Assert.Equal(activity.Id, server.Only.Header("traceparent"));
    }
}

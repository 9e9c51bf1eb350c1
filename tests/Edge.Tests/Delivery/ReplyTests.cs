using Fabric.Delivery;
using Fabric.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Edge.Tests.Delivery;

public sealed class ReplyTests : IDisposable
{
    private const string Structured = """{"specversion":"1.0","id":"r","source":"/s","type":"reply","data":{"ok":true}}""";
    private readonly DeliverySetup _setup = new(services => services.AddSingleton(new EventLimits { MaxEventBytes = 1000 }));

    public void Dispose() => _setup.Dispose();

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task A_binary_event_in_the_answer_is_the_reply(int code)
    {
        await using var server = await Replying(code, "hello");

        var outcome = await _setup.Deliver(server.Uri);

        Assert.Equal((DeliveryStatus.Delivered, code), (outcome.Status, outcome.Code));
        var reply = CloudEvent.From(Assert.Single(outcome.Reply.Records.ToArray()));
        Assert.Equal(("r", "reply", "text/plain", "hello"), (reply.Id, reply.Type, reply.DataContentType, reply.DataText));
    }

    [Fact]
    public async Task A_binary_reply_needs_no_body()
    {
        await using var server = await Replying(200, "");

        var outcome = await _setup.Deliver(server.Uri);

        Assert.False(Assert.Single(outcome.Reply.Records.ToArray()).HasData);
    }

    [Fact]
    public async Task A_structured_event_in_the_answer_is_the_reply()
    {
        await using var server = await StubServer.Answering(200, "application/cloudevents+json; charset=UTF-8", Structured);

        var outcome = await _setup.Deliver(server.Uri);

        Assert.Equal("""{"ok":true}""", CloudEvent.From(outcome.Reply[0]).DataText);
    }

    [Fact]
    public async Task An_accepted_delivery_has_no_reply_even_where_its_body_is_an_event()
    {
        await using var server = await Replying(202, "hello");

        var outcome = await _setup.Deliver(server.Uri);

        Assert.Equal((DeliveryStatus.Delivered, 0), (outcome.Status, outcome.Reply.Count));
    }

    [Theory]
    [InlineData("text/html", "<p>thanks")]
    [InlineData("application/json", """{"status":"ok"}""")]
    public async Task A_body_that_is_no_event_is_ignored(string contentType, string body)
    {
        await using var server = await StubServer.Answering(200, contentType, body);

        var outcome = await _setup.Deliver(server.Uri);

        Assert.Equal((DeliveryStatus.Delivered, 0), (outcome.Status, outcome.Reply.Count));
    }

    [Theory]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"r","source":"/s"}""", "type")]
    [InlineData("application/cloudevents+json", "{", "")]
    [InlineData("application/cloudevents+avro", "abc", "avro")]
    public async Task A_malformed_reply_fails_the_delivery(string contentType, string body, string mentions)
    {
        await using var server = await StubServer.Answering(200, contentType, body);

        var outcome = await _setup.Deliver(server.Uri);

        Assert.Equal((DeliveryStatus.Failed, 502), (outcome.Status, outcome.Code));
        Assert.Contains("malformed", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains(mentions, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_reply_without_a_type_fails_the_delivery()
    {
        await using var server = await StubServer.Start(context =>
        {
            context.Response.Headers["ce-specversion"] = "1.0";
            context.Response.Headers["ce-id"] = "r";
            return Task.CompletedTask;
        });

        Assert.Equal(DeliveryStatus.Failed, (await _setup.Deliver(server.Uri)).Status);
    }

    [Fact]
    public async Task A_reply_larger_than_an_event_may_be_fails_the_delivery()
    {
        await using var server = await Replying(200, new string('x', 1001));

        Assert.Equal((DeliveryStatus.Failed, 502), (await _setup.Deliver(server.Uri)) is var outcome ? (outcome.Status, outcome.Code) : default);
    }

    private static Task<StubServer> Replying(int code, string body) => StubServer.Start(context =>
    {
        context.Response.StatusCode = code;
        context.Response.Headers["ce-specversion"] = "1.0";
        context.Response.Headers["ce-id"] = "r";
        context.Response.Headers["ce-source"] = "/s";
        context.Response.Headers["ce-type"] = "reply";
        context.Response.ContentType = body.Length > 0 ? "text/plain" : null;
        return context.Response.WriteAsync(body);
    });
}

using System.Net;
using System.Text;
using Fabric.Edge.CloudEvents;
using Fabric.Events;
using static Fabric.Edge.Tests.CloudEvents.Requests;

namespace Fabric.Edge.Tests.CloudEvents;

public sealed class ReplyTests
{
    [Fact]
    public async Task A_binary_reply_is_an_event()
    {
        using var response = Respond("{}", "application/json");
        response.Headers.TryAddWithoutValidation("Ce-Specversion", "1.0");
        response.Headers.TryAddWithoutValidation("Ce-Id", "a%20b");
        response.Headers.TryAddWithoutValidation("Ce-Source", "/s");
        response.Headers.TryAddWithoutValidation("Ce-Type", "t");
        response.Headers.TryAddWithoutValidation("Ce-Subject", Encoding.Latin1.GetString("größe"u8));

        var result = await Read(response);

        Assert.Equal("", result.Problem);
        var record = result.Events![0];
        Assert.Equal("a b", Encoding.UTF8.GetString(record.Id));
        Assert.Equal("größe", Encoding.UTF8.GetString(record.Find(AttributeCode.Subject)));
        Assert.Equal("{}", Encoding.UTF8.GetString(record.Data.Span));
        Assert.Equal("application/json; charset=utf-8", Encoding.UTF8.GetString(record.Find(AttributeCode.DataContentType)));
    }

    [Fact]
    public async Task A_structured_and_a_batched_reply_are_events()
    {
        const string Event = """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""";
        using var structured = Respond(Event, "application/cloudevents+json");
        using var batched = Respond($"[{Event},{Event}]", "application/cloudevents-batch+json");

        Assert.Equal(1, (await Read(structured)).Events!.Count);
        Assert.Equal(2, (await Read(batched)).Events!.Count);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("oops", false)]
    public async Task A_response_without_an_event_tells_whether_it_is_empty(string? body, bool empty)
    {
        using var response = Respond(body, "text/plain");

        var result = await Read(response);

        Assert.Equal((415, false, empty), (result.StatusCode, result.IsCloudEvent, result.IsEmpty));
    }

    [Fact]
    public async Task A_malformed_reply_is_refused_with_its_faults()
    {
        using var response = Respond("{}", "application/json");
        response.Headers.TryAddWithoutValidation("ce-specversion", "1.0");
        response.Headers.TryAddWithoutValidation("ce-id", ["1", "2"]);

        var result = await Read(response);

        Assert.Equal((400, true, false), (result.StatusCode, result.IsCloudEvent, result.IsEmpty));
        Assert.Equal("id: is given more than once\nsource: REQUIRED\ntype: MUST be a non-empty string", result.Problem);
    }

    [Fact]
    public async Task A_reply_that_is_too_large_is_refused()
    {
        using var response = Respond(new string('x', 100), "text/plain");
        response.Headers.TryAddWithoutValidation("ce-specversion", "1.0");

        var result = await CloudEventReader.Read(response, new EventLimits { MaxEventBytes = 99 }, CancellationToken.None);

        Assert.Equal(413, result.StatusCode);
    }

    private static HttpResponseMessage Respond(string? body, string contentType) => new(HttpStatusCode.OK)
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, contentType),
    };

    private static ValueTask<CloudEventReadResult> Read(HttpResponseMessage response) =>
        CloudEventReader.Read(response, Limits, CancellationToken.None);
}

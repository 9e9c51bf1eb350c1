using System.Text;
using Fabric.Events;
using static Fabric.Edge.Tests.CloudEvents.Requests;

namespace Fabric.Edge.Tests.CloudEvents;

public sealed class ContentModeTests
{
    private const string Event = """{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"a":1}}""";

    [Theory]
    [InlineData("application/cloudevents+json")]
    [InlineData("Application/CloudEvents+JSON; charset=\"UTF-8\"")]
    [InlineData("application/cloudevents+json;charset=us-ascii;x=y")]
    public async Task Structured_mode_is_known_by_its_content_type(string contentType)
    {
        var record = await ReadOne(Plain(Event, contentType));

        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(record.Data.Span));
        Assert.Equal("application/json", Encoding.UTF8.GetString(record.Find(AttributeCode.DataContentType)));
    }

    [Theory]
    [InlineData("application/cloudevents-batch+json", 2)]
    [InlineData("APPLICATION/CLOUDEVENTS-BATCH+JSON; charset=utf-8", 2)]
    public async Task Batched_mode_is_known_by_its_content_type(string contentType, int count)
    {
        var result = await Read(Plain($"[{Event},{Event}]", contentType));

        Assert.Equal(200, result.StatusCode);
        Assert.Equal(count, result.Events!.Count);
    }

    [Fact]
    public async Task An_empty_batch_is_valid() => Assert.Equal(0, (await Read(Batched("[]"))).Events!.Count);

    [Theory]
    [InlineData("application/cloudevents+avro")]
    [InlineData("application/cloudevents")]
    [InlineData("application/cloudevents+xml; charset=utf-8")]
    [InlineData("application/cloudevents-batch")]
    [InlineData("application/cloudevents-batch+avro")]
    [InlineData("application/cloudevents+json; charset=utf-16")]
    public async Task Other_formats_are_not_known(string contentType)
    {
        var request = Binary(Event);
        request.ContentType = contentType;

        var result = await Read(request);

        Assert.Equal(415, result.StatusCode);
        Assert.Equal($"The event format {contentType} is not known; use JSON in UTF-8.", result.Problem);
    }

    [Fact]
    public async Task The_body_of_structured_mode_wins_over_headers()
    {
        var request = Structured(Event);
        request.Headers["ce-id"] = "other";
        request.Headers["ce-specversion"] = "9";
        request.Headers["ce-bad-name"] = "x";

        Assert.Equal("1"u8.ToArray(), (await ReadOne(request)).Id.ToArray());
    }

    [Fact]
    public async Task Structured_and_batched_events_with_faults_are_refused_with_400()
    {
        var structured = await Read(Structured("""{"id":"1","source":"/s","type":"t"}"""));
        var batched = await Read(Batched($$"""[{{Event}},{"specversion":"1.0","id":" ","source":"/s","type":"t"}]"""));
        var empty = await Read(Plain((byte[]?)null, "application/cloudevents+json"));

        Assert.Equal((400, "specversion: no specversion"), (structured.StatusCode, structured.Problem));
        Assert.Equal((400, "event 1: id: MUST be a non-empty string"), (batched.StatusCode, batched.Problem));
        Assert.Equal((400, "body: is not valid JSON at line 1, byte 1"), (empty.StatusCode, empty.Problem));
    }

    [Fact]
    public async Task Version_0_3_is_taken_and_stays_what_it_is()
    {
        var record = await ReadOne(Binary(
            "aGVsbG8=", ("ce-specversion", "0.3"), ("ce-schemaurl", "/schema"), ("ce-datacontentencoding", "base64")));

        Assert.True(record.IsVersion03);
        Assert.Equal("/schema"u8.ToArray(), record.Find(AttributeCode.DataSchema).ToArray());
        Assert.Equal("aGVsbG8="u8.ToArray(), record.Data.ToArray());
        var structured = await ReadOne(Structured(Encoding.UTF8.GetString(JsonEventWriter.Write(record))));
        Assert.Equal("hello"u8.ToArray(), structured.Data.ToArray());
    }
}

using System.Text;
using Fabric.Edge.CloudEvents;
using Fabric.Events;
using Microsoft.AspNetCore.Http;
using static Fabric.Edge.Tests.CloudEvents.Requests;

namespace Fabric.Edge.Tests.CloudEvents;

public sealed class BinaryModeTests
{
    [Fact]
    public async Task Every_attribute_and_every_byte_of_the_data_arrives()
    {
        var body = new byte[] { 0, 255, 1, 34, 200 };
        var request = Plain(body, "application/x-thing; v=\"1;2\"");
        request.Headers["CE-SpecVersion"] = "1.0";
        request.Headers["Ce-Id"] = "a%20b";
        request.Headers["ce-source"] = "https://example.com/a?b=c#d";
        request.Headers["ce-type"] = "com.example.created";
        request.Headers["ce-subject"] = "Euro%20%E2%82%AC%20%F0%9F%98%80";
        request.Headers["ce-time"] = "2026-01-02T03:04:05.678Z";
        request.Headers["ce-dataschema"] = "https://example.com/schema";
        request.Headers["ce-MyExt1"] = "\"quoted \\\"text\\\"\"";

        var record = await ReadOne(request);

        var seen = CloudEvent.From(record);
        Assert.Equal("a b", seen.Id);
        Assert.Equal("https://example.com/a?b=c#d", seen.Source);
        Assert.Equal("com.example.created", seen.Type);
        Assert.Equal("Euro € 😀", seen.Subject);
        Assert.Equal("2026-01-02T03:04:05.678Z", seen.Time);
        Assert.Equal("https://example.com/schema", seen.DataSchema);
        Assert.Equal("application/x-thing; v=\"1;2\"", seen.DataContentType);
        Assert.Equal("quoted \"text\"", seen.Extensions["myext1"]);
        Assert.Equal("1.0", seen.SpecVersion);
        Assert.Equal(body, record.Data.ToArray());
    }

    [Fact]
    public async Task An_event_without_body_and_content_type_has_no_data()
    {
        var record = await ReadOne(Binary());

        Assert.False(record.HasData);
        Assert.True(record.Find(AttributeCode.DataContentType).IsEmpty);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Any_method_may_carry_an_event(string method)
    {
        var request = Binary("x");
        request.Method = method;

        Assert.Equal("x"u8.ToArray(), (await ReadOne(request)).Data.ToArray());
    }

    [Theory]
    [InlineData("255", 0)]
    [InlineData("254", 1)]
    [InlineData("0", 255)]
    [InlineData("-7", 255)]
    [InlineData("1000", 0)]
    public async Task The_time_to_live_becomes_hops_and_is_no_attribute(string left, int hops)
    {
        var record = await ReadOne(Binary(null, ("ce-knativebrokerttl", left)));

        Assert.Equal(hops, record.Hops);
        Assert.False(record.TryGet("knativebrokerttl"u8, out _));
    }

    [Fact]
    public async Task An_event_that_leaves_counts_the_broker_it_left()
    {
        var record = await ReadOne(Binary(null, ("ce-knativebrokerttl", "200")));
        using var plain = new HttpRequestMessage();
        using var counted = new HttpRequestMessage();

        CloudEventWriter.Write(plain, record);
        CloudEventWriter.Write(counted, record, includeHops: true);

        Assert.False(plain.Headers.Contains("ce-knativebrokerttl"));
        Assert.Equal("199", Assert.Single(counted.Headers.GetValues("ce-knativebrokerttl")));
    }

    [Fact]
    public async Task Written_headers_are_percent_encoded_and_hidden_attributes_stay_inside()
    {
        var request = Binary("{}", ("ce-subject", "Euro%20%e2%82%ac"), ("Content-Type", "application/json"));
        request.Headers.TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        request.Headers.TraceState = "a=1";
        var record = await ReadOne(request);
        var response = new DefaultHttpContext().Response;
        response.Body = new MemoryStream();

        await CloudEventWriter.Write(response, record);

        Assert.Equal("Euro%20%E2%82%AC", response.Headers["ce-subject"]);
        Assert.Equal("application/json", response.ContentType);
        Assert.Equal(2, response.ContentLength);
        Assert.Equal("{}", Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray()));
        Assert.DoesNotContain(response.Headers, header => header.Key.Contains("trace", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(
            new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=1"), TraceContext.From(record));
    }
}

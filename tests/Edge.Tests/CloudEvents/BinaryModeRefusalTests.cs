using static Fabric.Edge.Tests.CloudEvents.Requests;

namespace Fabric.Edge.Tests.CloudEvents;

public sealed class BinaryModeRefusalTests
{
    [Theory]
    [InlineData("ce-specversion", null, "specversion: no specversion")]
    [InlineData("ce-specversion", "", "specversion: no specversion")]
    [InlineData("ce-id", null, "id: MUST be a non-empty string")]
    [InlineData("ce-id", "%20", "id: MUST be a non-empty string")]
    [InlineData("ce-type", null, "type: MUST be a non-empty string")]
    [InlineData("ce-type", "", "type: MUST be a non-empty string")]
    [InlineData("ce-source", null, "source: REQUIRED")]
    [InlineData("ce-source", "a b", "source: \"a b\" is not a URI reference (RFC 3986)")]
    [InlineData("ce-subject", "", "subject: if present, MUST be a non-empty string")]
    [InlineData("ce-subject", "%C0%A0", "subject: \"%C0%A0\" does not decode to valid UTF-8")]
    [InlineData("ce-subject", "50%", "subject: \"50%\" has a percent sign that two hexadecimal digits do not follow; write %25 for the sign itself")]
    [InlineData("ce-subject", "a%00", "subject: \"a\\u0000\" has the control character U+0000")]
    [InlineData("ce-subject", "a%0D%0Ab", "subject: \"a\\u000D\\u000Ab\" has the control character U+000D")]
    [InlineData("ce-x", "%C2%9F", "x: \"\\u009F\" has the control character U+009F")]
    [InlineData("ce-x", "%EF%BF%BF", "x: \"\\uFFFF\" has the Unicode noncharacter U+FFFF")]
    [InlineData("ce-time", "yesterday", "time: \"yesterday\" is not an RFC 3339 timestamp")]
    [InlineData("ce-dataschema", "relative", "dataschema: \"relative\" is not an absolute URI (RFC 3986)")]
    [InlineData("ce-my-ext", "v", "my-ext: is not an attribute name: only the letters a to z and digits are allowed")]
    [InlineData("ce-my_ext", "v", "my_ext: is not an attribute name: only the letters a to z and digits are allowed")]
    [InlineData("ce-", "v", ": is an empty attribute name")]
    [InlineData("ce-data", "v", "data: is reserved and cannot be an attribute name")]
    [InlineData("ce-datacontenttype", "text/plain", "datacontenttype: \"text/plain\" MUST NOT be a ce- header; the Content-Type header says it")]
    [InlineData("ce-knativebrokerttl", "x", "knativebrokerttl: \"x\" is not a 32-bit integer")]
    [InlineData("Content-Type", "json", "datacontenttype: \"json\" is not a media type (RFC 2046)")]
    public async Task A_bad_attribute_is_refused_with_400(string header, string? value, string problem)
    {
        var result = await Read(Binary("{}", (header, value)));

        Assert.Equal(problem, result.Problem);
        Assert.Equal(400, result.StatusCode);
        Assert.True(result.IsCloudEvent);
        Assert.Null(result.Events);
    }

    [Fact]
    public async Task All_faults_are_told_a_line_each()
    {
        var result = await Read(Binary(null, ("ce-id", ""), ("ce-source", null), ("ce-time", "x"), ("ce-a-b", "")));

        Assert.Equal(
            """
            id: MUST be a non-empty string
            time: "x" is not an RFC 3339 timestamp
            a-b: is not an attribute name: only the letters a to z and digits are allowed
            source: REQUIRED
            """,
            result.Problem);
    }

    [Theory]
    [InlineData("ce-id")]
    [InlineData("ce-specversion")]
    [InlineData("ce-ext")]
    [InlineData("ce-knativebrokerttl")]
    public async Task A_header_given_twice_is_refused(string header)
    {
        var request = Binary();
        request.Headers[header] = new(["1.0", "1.0"]);

        var result = await Read(request);

        Assert.Equal(400, result.StatusCode);
        Assert.Contains($"{header[3..]}: is given more than once", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_content_type_given_twice_is_refused()
    {
        var request = Binary("{}");
        request.Headers.ContentType = new(["text/plain", "text/plain"]);

        Assert.Equal("datacontenttype: is given more than once", (await Read(request)).Problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task A_message_without_ce_headers_is_no_cloud_event(string? contentType)
    {
        var result = await Read(Plain("{}", contentType));

        Assert.Equal(415, result.StatusCode);
        Assert.False(result.IsCloudEvent);
        Assert.StartsWith("This is no CloudEvent", result.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("1.1")]
    [InlineData("0.2")]
    public async Task An_unknown_version_is_no_cloud_event_known_here(string version)
    {
        var result = await Read(Binary(null, ("ce-specversion", version)));

        Assert.Equal(415, result.StatusCode);
        Assert.Equal($"specversion: \"{version}\" is not supported; use 1.0 or 0.3", result.Problem);
    }
}

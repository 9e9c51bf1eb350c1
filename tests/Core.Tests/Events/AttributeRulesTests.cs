using System.Text;
using Fabric.Events;

namespace Fabric.Core.Tests.Events;

public sealed class AttributeRulesTests
{
    [Theory]
    [InlineData("2026-01-02T03:04:05Z", true)]
    [InlineData("2026-01-02t03:04:05z", true)]
    [InlineData("2026-01-02T03:04:05.1Z", true)]
    [InlineData("2026-01-02T03:04:05.123456789123Z", true)]
    [InlineData("2026-01-02T03:04:05+23:59", true)]
    [InlineData("2026-01-02T03:04:05-00:00", true)]
    [InlineData("1990-12-31T23:59:60Z", true)]
    [InlineData("2024-02-29T00:00:00Z", true)]
    [InlineData("0000-02-29T00:00:00Z", true)]
    [InlineData("2023-02-29T00:00:00Z", false)]
    [InlineData("2026-13-02T03:04:05Z", false)]
    [InlineData("2026-00-02T03:04:05Z", false)]
    [InlineData("2026-01-32T03:04:05Z", false)]
    [InlineData("2026-01-02T24:00:00Z", false)]
    [InlineData("2026-01-02T03:60:05Z", false)]
    [InlineData("2026-01-02T03:04:61Z", false)]
    [InlineData("2026-01-02T03:04:05", false)]
    [InlineData("2026-01-02T03:04:05.Z", false)]
    [InlineData("2026-01-02T03:04:05.1", false)]
    [InlineData("2026-01-02T03:04:05+0100", false)]
    [InlineData("2026-01-02T03:04:05+24:00", false)]
    [InlineData("2026-01-02T03:04:05ZZ", false)]
    [InlineData("2026-01-02 03:04:05Z", false)]
    [InlineData("2026-01-02", false)]
    [InlineData("26-01-02T03:04:05Z", false)]
    [InlineData("1767322800", false)]
    public void Times_are_rfc_3339(string value, bool valid) => AssertRule(AttributeCode.Time, value, valid);

    [Theory]
    [InlineData("/", true)]
    [InlineData("a", true)]
    [InlineData("default.webhook", true)]
    [InlineData("https://example.com:8080/a%20b/c;d=e?f=g/h?i#j", true)]
    [InlineData("mailto:a@b.c", true)]
    [InlineData("urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", true)]
    [InlineData("arn:aws:sqs:us-east-1:123456789012:queue", true)]
    [InlineData("//host/path", true)]
    [InlineData("http://[::1]:80/x", true)]
    [InlineData("./a:b", true)]
    [InlineData("?q", true)]
    [InlineData("/größe", true)]
    [InlineData("a b", false)]
    [InlineData("/a{b}", false)]
    [InlineData("/a|b", false)]
    [InlineData("/a\\b", false)]
    [InlineData("<a>", false)]
    [InlineData("/50%", false)]
    [InlineData("/%zz", false)]
    [InlineData("1a:b", false)]
    [InlineData(":a", false)]
    [InlineData("#a#b", false)]
    [InlineData("/a[b]", false)]
    [InlineData("http://a b/", false)]
    [InlineData("?a[0]", false)]
    public void Sources_are_uri_references(string value, bool valid) => AssertRule(AttributeCode.Source, value, valid);

    [Theory]
    [InlineData("https://example.com/schema#/definitions/a", true)]
    [InlineData("urn:s", true)]
    [InlineData("/schema", false)]
    [InlineData("schema", false)]
    [InlineData("http:", false)]
    [InlineData("9p:x", false)]
    public void Schemas_are_absolute(string value, bool valid) => AssertRule(AttributeCode.DataSchema, value, valid);

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/vnd.a.b+json;charset=utf-8 ; v=\"a;\\\"b\"", true)]
    [InlineData("text/plain;", true)]
    [InlineData("*/*", true)]
    [InlineData("text", false)]
    [InlineData("text/", false)]
    [InlineData("/plain", false)]
    [InlineData("text/plain/x", false)]
    [InlineData("text/plain charset=utf-8", false)]
    [InlineData("text/plain;charset", false)]
    [InlineData("text/plain;charset=", false)]
    [InlineData("text/plain;a=\"b", false)]
    [InlineData("text/plain;a=b c", false)]
    [InlineData("tëxt/plain", false)]
    public void Content_types_are_media_types(string value, bool valid) => AssertRule(AttributeCode.DataContentType, value, valid);

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("TEXT/JSON;a=b", true)]
    [InlineData("application/cloudevents+json", true)]
    [InlineData("*/*+json", true)]
    [InlineData("application/jsonl", false)]
    [InlineData("application/x; a=/json", false)]
    [InlineData("json", false)]
    public void Json_is_known_by_its_subtype(string value, bool json) =>
        Assert.Equal(json, MediaType.IsJson(Encoding.UTF8.GetBytes(value)));

    private static void AssertRule(AttributeCode code, string value, bool valid) =>
        Assert.Equal(valid, AttributeRules.CheckValue(code, Encoding.UTF8.GetBytes(value)) is null);
}

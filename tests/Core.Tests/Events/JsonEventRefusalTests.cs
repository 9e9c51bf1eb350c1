using System.Text;
using Fabric.Events;
using static Fabric.Core.Tests.Events.Parsing;

namespace Fabric.Core.Tests.Events;

public sealed class JsonEventRefusalTests
{
    [Theory]
    [InlineData("{}", "specversion: no specversion", "id: MUST be a non-empty string", "source: REQUIRED", "type: MUST be a non-empty string")]
    [InlineData("""{"specversion":"1.0","id":"","source":" ","type":null}""", "id: MUST be a non-empty string", "source: REQUIRED", "type: MUST be a non-empty string")]
    [InlineData("""{"specversion":"2.0","id":"1","source":"/s","type":"t"}""", "specversion: \"2.0\" is not supported; use 1.0 or 0.3")]
    [InlineData("""{"specversion":1.0,"id":"1","source":"/s","type":"t"}""", "specversion: \"1.0\" MUST be a string")]
    [InlineData("""{"specversion":1,"id":"1","source":"/s","type":"t"}""", "specversion: \"1\" MUST be a string")]
    [InlineData("""{"SpecVersion":"1.0","id":"1","source":"/s","type":"t"}""", "specversion: no specversion", "SpecVersion: MUST be written in lower case")]
    [InlineData("[]", "body: an event MUST be a JSON object")]
    [InlineData("\"x\"", "body: an event MUST be a JSON object")]
    [InlineData("", "body: is not valid JSON at line 1, byte 1")]
    [InlineData("{\n\"id\":}", "body: is not valid JSON at line 2, byte 6")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t"} x""", "body: is not valid JSON at line 1, byte 57")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t",}""", "body: is not valid JSON at line 1, byte 56")]
    public void Envelopes(string json, params string[] faults) => Assert.Equal(faults, Faults(json));

    [Theory]
    [InlineData("\"id\":\"2\"", "id: is given more than once")]
    [InlineData("\"specversion\":\"1.0\"", "specversion: is given more than once")]
    [InlineData("\"a\":1,\"A\":2", "a: is given more than once")]
    [InlineData("\"knativebrokerttl\":1,\"knativebrokerttl\":1", "knativebrokerttl: is given more than once")]
    [InlineData("\"subject\":5", "subject: \"5\" MUST be a string")]
    [InlineData("\"subject\":true", "subject: \"true\" MUST be a string")]
    [InlineData("\"subject\":{}", "subject: MUST be a string")]
    [InlineData("\"subject\":1.5", "subject: \"1.5\" MUST be a string")]
    [InlineData("\"subject\":\"\"", "subject: if present, MUST be a non-empty string")]
    [InlineData("\"subject\":\"\\t\"", "subject: if present, MUST be a non-empty string")]
    [InlineData("\"subject\":\"a\\u0001\"", "subject: \"a\\u0001\" has the control character U+0001")]
    [InlineData("\"subject\":\"a\\u007f\"", "subject: \"a\\u007F\" has the control character U+007F")]
    [InlineData("\"subject\":\"\\u0085\"", "subject: \"\\u0085\" has the control character U+0085")]
    [InlineData("\"x\":\"\\uffff\"", "x: \"\\uFFFF\" has the Unicode noncharacter U+FFFF")]
    [InlineData("\"x\":\"\\ufdd0\"", "x: \"\uFDD0\" has the Unicode noncharacter U+FDD0")]
    [InlineData("\"x\":\"\\ud83f\\udffe\"", "x: \"\\uD83F\\uDFFE\" has the Unicode noncharacter U+1FFFE")]
    [InlineData("\"x\":\"\\ud800\"", "x: \"\\ud800\" has an unpaired surrogate")]
    [InlineData("\"x\":1.5", "x: \"1.5\" is not a 32-bit integer")]
    [InlineData("\"x\":1e2", "x: \"1e2\" is not a 32-bit integer")]
    [InlineData("\"x\":1.0", "x: \"1.0\" is not a 32-bit integer")]
    [InlineData("\"x\":2147483648", "x: \"2147483648\" is not a 32-bit integer")]
    [InlineData("\"x\":-2147483649", "x: \"-2147483649\" is not a 32-bit integer")]
    [InlineData("\"x\":[1]", "x: MUST be a string, an integer or a boolean")]
    [InlineData("\"x\":{\"y\":1}", "x: MUST be a string, an integer or a boolean")]
    [InlineData("\"my-ext\":\"v\"", "my-ext: is not an attribute name: only the letters a to z and digits are allowed")]
    [InlineData("\"my_ext\":\"v\"", "my_ext: is not an attribute name: only the letters a to z and digits are allowed")]
    [InlineData("\"é\":\"v\"", "é: is not an attribute name: only the letters a to z and digits are allowed")]
    [InlineData("\"\":\"v\"", ": is an empty attribute name")]
    [InlineData("\"Data\":\"v\"", "Data: is reserved and cannot be an attribute name")]
    [InlineData("\"time\":\"yesterday\"", "time: \"yesterday\" is not an RFC 3339 timestamp")]
    [InlineData("\"dataschema\":\"/relative\"", "dataschema: \"/relative\" is not an absolute URI (RFC 3986)")]
    [InlineData("\"datacontenttype\":\"json\"", "datacontenttype: \"json\" is not a media type (RFC 2046)")]
    [InlineData("\"knativebrokerttl\":\"many\"", "knativebrokerttl: \"many\" is not a 32-bit integer")]
    [InlineData("\"data\":1,\"data_base64\":\"\"", "data: MUST NOT be given together with data_base64")]
    [InlineData("\"data\":null,\"data_base64\":\"AA==\"", "data: MUST NOT be given together with data_base64")]
    [InlineData("\"data\":1,\"data\":1", "data: is given more than once")]
    [InlineData("\"data_base64\":5", "data_base64: MUST be a string")]
    [InlineData("\"data_base64\":\"A\"", "data_base64: is not valid Base64")]
    [InlineData("\"data_base64\":\"AA=\"", "data_base64: is not valid Base64")]
    [InlineData("\"data_base64\":\"__8=\"", "data_base64: is not valid Base64")]
    [InlineData("\"datacontenttype\":\"text/plain\",\"data\":{}", "data: MUST be a JSON string, since datacontenttype is not JSON")]
    [InlineData("\"datacontenttype\":\"text/plain\",\"data\":null", "data: MUST be a JSON string, since datacontenttype is not JSON")]
    [InlineData("\"datacontenttype\":\"text/plain\",\"data\":\"\\ud800\"", "data: has an unpaired surrogate")]
    public void Members(string members, string fault) => Assert.Equal([fault], Faults(Json(members)));

    [Theory]
    [InlineData("\"datacontentencoding\":\"gzip\"", "datacontentencoding: \"gzip\" is not base64")]
    [InlineData("\"datacontentencoding\":\"base64\",\"data\":\"?\"", "data: is not valid Base64")]
    [InlineData("\"schemaurl\":\"a b\"", "schemaurl: \"a b\" is not a URI reference (RFC 3986)")]
    public void Members_of_version_0_3(string members, string fault) => Assert.Equal([fault], Faults(Json(members, "0.3")));

    [Fact]
    public void Bytes_that_are_not_utf8()
    {
        var outcome = JsonEventParser.Parse([.. Encoding.UTF8.GetBytes(Json("\"data\":\"")), 0xFF, (byte)'"', (byte)'}'], Limits);

        Assert.Equal("body: is not valid UTF-8", outcome.Problem);
    }

    [Fact]
    public void Names_that_do_not_fit_a_record() => Assert.Equal(
        ["is an attribute name of 256 characters; 255 are allowed"],
        Parse(Json($"\"{new string('a', 256)}\":1")).Faults.Select(fault => fault.Problem));

    [Fact]
    public void What_is_larger_than_the_limits_is_said_to_be_too_large()
    {
        var limits = new EventLimits { MaxEventBytes = 4, MaxAttributes = 5, MaxAttributeBytes = 64 };

        AssertTooLarge("data: 5 bytes are more than the 4 allowed", Parse(Json("\"data\":12345"), limits));
        AssertTooLarge(
            "attributes: more than the 5 attributes that an event may have", Parse(Json("\"a\":1,\"b\":1,\"c\":1"), limits));
        AssertTooLarge(
            "attributes: names and values are larger than the 64 bytes allowed",
            Parse(Json($"\"a\":\"{new string('x', 64)}\""), limits));
        Assert.NotNull(Parse(Json("\"data_base64\":\"AAAAAA==\",\"b\":1,\"c\":null"), limits).Events);
    }

    private static void AssertTooLarge(string problem, EventParseOutcome outcome)
    {
        Assert.Equal(problem, outcome.Problem);
        Assert.True(outcome.TooLarge);
    }

    private static IEnumerable<string> Faults(string json)
    {
        var outcome = Parse(json);
        Assert.Null(outcome.Events);
        Assert.False(outcome.TooLarge);
        return outcome.Faults.Select(fault => fault.ToString());
    }
}

using System.Text;
using System.Text.Json;
using Fabric.Events;
using Fabric.Filters;

namespace Fabric.Core.Tests.Filters;

public sealed class DataFilterTests
{
    private const string Payload = """
        {"sayhello":{"location":"EU","count":3,"vip":true,"note":null,"say \"it\"":"\u00fc\n"},
         "items":[{"sku":"a-1","price":1.50},{"sku":"b-2","price":2e2},{"sku":"c-3","tags":["new","sale"]}],
         "matrix":[[1,2],[3,[4]]], "a.b":"dotted", "data":"inner", "sayhello2":{"location":"US"}, "big":12345678901234567890123456789012345}
        """;

    [Theory]
    [InlineData("""{"path":"$.sayhello.location","exact":"EU"}""", true)]
    [InlineData("""{"path":"$.sayhello.location","exact":"eu"}""", false)]
    [InlineData("""{"path":"$.sayhello2.location","exact":"EU"}""", false)]
    [InlineData("""{"path":"$['sayhello'][\"location\"]","exact":"EU"}""", true)]
    [InlineData("""{"path":"$[ 'a.b' ]","exact":"dotted"}""", true)]
    [InlineData("""{"path":"$.sayhello['say \"it\"']","exact":"ü\n"}""", true)]
    [InlineData("""{"path":"$.sayhello['say \\u0022it\\u0022']","suffix":"\n"}""", true)]
    [InlineData("""{"path":"$.sayhello['say \"it\"']","prefix":"\u00fc"}""", true)]
    [InlineData("""{"path":"$.sayhello.count","exact":3}""", true)]
    [InlineData("""{"path":"$.sayhello.count","exact":3.0}""", true)]
    [InlineData("""{"path":"$.sayhello.count","exact":30e-1}""", true)]
    [InlineData("""{"path":"$.sayhello.count","exact":-3}""", false)]
    [InlineData("""{"path":"$.sayhello.count","exact":"3"}""", false)]
    [InlineData("""{"path":"$.items[0].price","exact":1.5}""", true)]
    [InlineData("""{"path":"$.items[1].price","exact":200}""", true)]
    [InlineData("""{"path":"$.items[1].price","exact":20}""", false)]
    [InlineData("""{"path":"$.big","exact":12345678901234567890123456789012345.0}""", true)]
    [InlineData("""{"path":"$.big","exact":12345678901234567890123456789012346}""", false)]
    [InlineData("""{"path":"$.sayhello.vip","exact":true}""", true)]
    [InlineData("""{"path":"$.sayhello.vip","exact":false}""", false)]
    [InlineData("""{"path":"$.sayhello.vip","exact":"true"}""", false)]
    [InlineData("""{"path":"$.sayhello.note","exact":null}""", true)]
    [InlineData("""{"path":"$.sayhello.vip","exact":null}""", false)]
    [InlineData("""{"path":"$.sayhello.location","prefix":"E"}""", true)]
    [InlineData("""{"path":"$.sayhello.location","prefix":"U"}""", false)]
    [InlineData("""{"path":"$.sayhello.location","suffix":"U"}""", true)]
    [InlineData("""{"path":"$.sayhello.count","prefix":"3"}""", false)]
    [InlineData("""{"path":"$.items[*].sku","prefix":"b","suffix":"2"}""", true)]
    [InlineData("""{"path":"$.items[*].sku","prefix":"b","suffix":"1"}""", false)]
    [InlineData("""{"path":"$.sayhello","exists":true}""", true)]
    [InlineData("""{"path":"$.sayhello.note","exists":true}""", true)]
    [InlineData("""{"path":"$.nothing","exists":true}""", false)]
    [InlineData("""{"path":"$.nothing","exists":false}""", true)]
    [InlineData("""{"path":"$.sayhello.note","exists":false}""", false)]
    [InlineData("""{"path":"$.sayhello","exact":"EU"}""", false)]
    [InlineData("""{"path":"$.data","exact":"inner"}""", true)]
    [InlineData("""{"path":"$.data.sayhello.location","exact":"EU"}""", false)]
    [InlineData("""{"path":"$.items[-1].sku","exact":"c-3"}""", true)]
    [InlineData("""{"path":"$.items[-3].sku","exact":"a-1"}""", true)]
    [InlineData("""{"path":"$.items[-4].sku","exists":true}""", false)]
    [InlineData("""{"path":"$.items[3]","exists":true}""", false)]
    [InlineData("""{"path":"$.items[0]","exists":true}""", true)]
    [InlineData("""{"path":"$.sayhello[0]","exists":true}""", false)]
    [InlineData("""{"path":"$.items.sku","exists":true}""", false)]
    [InlineData("""{"path":"$.*.location","exact":"US"}""", true)]
    [InlineData("""{"path":"$.items[*].price","exact":200}""", true)]
    [InlineData("""{"path":"$.items.*.price","exact":200}""", true)]
    [InlineData("""{"path":"$..location","exact":"US"}""", true)]
    [InlineData("""{"path":"$..tags[1]","exact":"sale"}""", true)]
    [InlineData("""{"path":"$..items..sku","exact":"c-3"}""", true)]
    [InlineData("""{"path":"$..['sku']","exact":"b-2"}""", true)]
    [InlineData("""{"path":"$..[-1]","exact":4}""", true)]
    [InlineData("""{"path":"$.matrix..[0]","exact":1}""", true)]
    [InlineData("""{"path":"$.matrix[0][0]","exact":3}""", false)]
    [InlineData("""{"path":"$..*","exact":"sale"}""", true)]
    [InlineData("""{"path":"$..nothing","exists":true}""", false)]
    [InlineData("""{"path":"$","exists":true}""", true)]
    [InlineData("""{"Path":"$.sayhello.location","Exact":"EU"}""", true)]
    public void A_path_points_into_the_payload(string data, bool passes)
    {
        var filter = Parse(data);

        Assert.Equal(passes, filter.Matches(Event(Payload)));
        Assert.Equal(filter, JsonSerializer.Deserialize<Filter>(JsonSerializer.Serialize(filter)));
    }

    [Theory]
    [InlineData("5", """{"path":"$","exact":5}""", true)]
    [InlineData("\"EU\"", """{"path":"$","exact":"EU"}""", true)]
    [InlineData(" \n null ", """{"path":"$","exact":null}""", true)]
    [InlineData("[1,2]", """{"path":"$[*]","exact":2}""", true)]
    [InlineData("[[],[],7]", """{"path":"$[-1]","exact":7}""", true)]
    [InlineData("{\"a\":1,\"a\":2}", """{"path":"$.a","exact":2}""", true)]
    [InlineData("0", """{"path":"$","exact":-0.0e9}""", true)]
    [InlineData("1e99999999999", """{"path":"$","exact":-1e99999999999}""", false)]
    [InlineData("1e400", """{"path":"$","exact":1e401}""", false)]
    [InlineData("\uFEFF{\"a\":1}", """{"path":"$.a","exact":1}""", true)]
    [InlineData("", """{"path":"$","exists":true}""", false)]
    [InlineData("", """{"path":"$.a","exists":false}""", false)]
    [InlineData("{\"a\":1", """{"path":"$.a","exact":1}""", false)]
    [InlineData("{\"a\":1}}", """{"path":"$.a","exact":1}""", false)]
    [InlineData("{\"a\":1,}", """{"path":"$.a","exact":1}""", false)]
    [InlineData("{'a':1}", """{"path":"$.a","exact":1}""", false)]
    [InlineData("{\"a\":\"\\ud800\"}", """{"path":"$.a","prefix":"x"}""", false)]
    [InlineData("plain text", """{"path":"$","exists":true}""", false)]
    public void The_payload_must_be_valid_json_to_its_end(string payload, string data, bool passes) =>
        Assert.Equal(passes, Parse(data).Matches(Event(payload)));

    [Theory]
    [InlineData(null, true)]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON; charset=utf-8", true)]
    [InlineData("text/json", true)]
    [InlineData("application/vnd.example+json", true)]
    [InlineData("application/problem+JSON ;q=1", true)]
    [InlineData("text/plain", false)]
    [InlineData("application/xml", false)]
    [InlineData("application/jsonl", false)]
    [InlineData("application/cloudevents+json+xml", false)]
    public void Only_json_content_types_are_looked_into(string? contentType, bool passes)
    {
        var filter = Parse("""{"path":"$.a","exact":1}""");
        var made = SampleEvents.Plain with { DataContentType = contentType, Data = "{\"a\":1}"u8.ToArray() };

        Assert.Equal(passes, filter.Matches(made.ToRecord()));
    }

    [Fact]
    public void An_event_without_data_never_passes() =>
        Assert.False(Parse("""{"path":"$.a","exists":false}""").Matches(SampleEvents.Plain.ToRecord()));

    [Fact]
    public void A_payload_nested_without_end_does_not_pass_and_does_no_harm() =>
        Assert.False(Parse("""{"path":"$..a","exists":false}""").Matches(Event(new string('[', 100_000))));

    [Theory]
    [InlineData("""{"path":"","exact":1}""", "f.data.path: does not parse at position 1: a path begins with $")]
    [InlineData("""{"path":"a.b","exact":1}""", "f.data.path: does not parse at position 1: a path begins with $")]
    [InlineData("""{"path":"$.","exact":1}""", "f.data.path: does not parse at position 3: expected a name or '*' after '.'")]
    [InlineData("""{"path":"$a","exact":1}""", "f.data.path: does not parse at position 2: expected '.' or '[', found 'a'")]
    [InlineData("""{"path":"$.1a","exact":1}""", "f.data.path: does not parse at position 3: expected a name")]
    [InlineData("""{"path":"$.my-name","exact":1}""", "f.data.path: does not parse at position 5: expected '.' or '[', found '-'; a name with a dash")]
    [InlineData("""{"path":"$.a[","exact":1}""", "f.data.path: does not parse at position 5: expected an index, a name in quotes or '*', found the end")]
    [InlineData("""{"path":"$.a[01]","exact":1}""", "f.data.path: does not parse at position 5: expected an index")]
    [InlineData("""{"path":"$.a[-0]","exact":1}""", "f.data.path: does not parse at position 5: expected an index")]
    [InlineData("""{"path":"$.a[99999999999]","exact":1}""", "f.data.path: does not parse at position 5: expected an index")]
    [InlineData("""{"path":"$.a[1:2]","exact":1}""", "f.data.path: does not parse at position 6: expected ']', found ':'; lists and slices")]
    [InlineData("""{"path":"$.a['x','y']","exact":1}""", "f.data.path: does not parse at position 8: expected ']', found ','; lists and slices")]
    [InlineData("""{"path":"$.a[?@.b]","exact":1}""", "f.data.path: does not parse at position 5: filter expressions are not supported")]
    [InlineData("""{"path":"$['x","exact":1}""", "f.data.path: does not parse at position 3: the name in quotes is not closed")]
    [InlineData("""{"path":"$['\\x']","exact":1}""", "f.data.path: does not parse at position 3: the name in quotes is not closed, or has an escape")]
    [InlineData("""{"path":"$...a","exact":1}""", "f.data.path: does not parse at position 4: expected a name")]
    [InlineData("""{"path":5,"exact":1}""", "f.data.path: is the number 5; expected a JSONPath")]
    [InlineData("""{"exact":1}""", "f.data: has no path")]
    [InlineData("""{"path":"$.a"}""", "f.data: has no test")]
    [InlineData("""{"path":"$.a","exact":{"b":1}}""", "f.data.exact: is an object; expected a string, a number")]
    [InlineData("""{"path":"$.a","prefix":""}""", "f.data.prefix: is the string \"\"; expected a string that is not empty")]
    [InlineData("""{"path":"$.a","suffix":1}""", "f.data.suffix: is the number 1; expected a string that is not empty")]
    [InlineData("""{"path":"$.a","exists":"yes"}""", "f.data.exists: is the string \"yes\"; expected true or false")]
    [InlineData("""{"path":"$.a","exists":false,"exact":1}""", "f.data.exists: is false beside another test")]
    [InlineData("""{"path":"$.a","exact":1,"exact":2}""", "f.data.exact: is given twice")]
    [InlineData("""{"path":"$.a","exact":1,"sufix":"x"}""", "f.data.sufix: has no meaning (did you mean 'suffix'?)")]
    [InlineData("""["$.a"]""", "f.data: is a list; expected an object")]
    public void What_is_wrong_with_a_data_filter_is_told(string data, string fault)
    {
        var parsed = FilterParser.Parse(Json($$"""{"data":{{data}}}"""), "f");

        Assert.Null(parsed.Filter);
        Assert.StartsWith(fault, Assert.Single(parsed.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_has_limits()
    {
        var longer = FilterParser.Parse(Json($$$"""{"data":{"path":"$.{{{new string('a', 1100)}}}","exact":1}}"""), "f");
        var deeper = FilterParser.Parse(Json($$$"""{"data":{"path":"${{{string.Concat(Enumerable.Repeat(".a", 33))}}}","exact":1}}"""), "f");

        Assert.Contains("1102 characters; 1024 are allowed", longer.Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("more than 32 segments", deeper.Faults[0].Message, StringComparison.Ordinal);
    }

    private static Filter Parse(string data)
    {
        var parsed = FilterParser.Parse(Json($$"""[{"data":{{data}}}]"""), "f");
        Assert.Empty(parsed.Faults);
        return parsed.Filter!;
    }

    private static EventRecord Event(string payload) =>
        (SampleEvents.Plain with { Data = Encoding.UTF8.GetBytes(payload) }).ToRecord();

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();
}

using System.Text.Json;
using Fabric.Filters;

namespace Fabric.Core.Tests.Filters;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("""[]""", true)]
    [InlineData("""null""", true)]
    [InlineData("""[{"exact":{"type":"com.example.order.created"}}]""", true)]
    [InlineData("""[{"exact":{"type":"com.example.order.Created"}}]""", false)]
    [InlineData("""{"exact":{"type":"com.example.order.created"}}""", true)]
    [InlineData("""[{"exact":{"type":"com.example.order.created","source":"/shop/orders"}}]""", true)]
    [InlineData("""[{"exact":{"type":"com.example.order.created","source":"/shop"}}]""", false)]
    [InlineData("""[{"exact":{"specversion":"1.0"}}]""", true)]
    [InlineData("""[{"exact":{"subject":"x"}}]""", false)]
    [InlineData("""[{"exact":{"region":"eu"}}]""", true)]
    [InlineData("""[{"exact":{"attempt":"42"}}]""", true)]
    [InlineData("""[{"exact":{"urgent":"true"}}]""", true)]
    [InlineData("""[{"exact":{"dataschema":"https://example.com/s"}}]""", false)]
    [InlineData("""[{"prefix":{"type":"com.example."}}]""", true)]
    [InlineData("""[{"prefix":{"type":"com.example.","source":"/shop"}}]""", true)]
    [InlineData("""[{"prefix":{"type":"com.example.","source":"shop"}}]""", false)]
    [InlineData("""[{"prefix":{"type":"com.example.order.created.twice"}}]""", false)]
    [InlineData("""[{"prefix":{"missing":"c"}}]""", false)]
    [InlineData("""[{"suffix":{"type":".created"}}]""", true)]
    [InlineData("""[{"suffix":{"type":".deleted"}}]""", false)]
    [InlineData("""[{"suffix":{"missing":"c"}}]""", false)]
    [InlineData("""[{"prefix":{"type":"com."}},{"suffix":{"type":".created"}}]""", true)]
    [InlineData("""[{"prefix":{"type":"com."}},{"suffix":{"type":".deleted"}}]""", false)]
    [InlineData("""[{"all":[{"prefix":{"type":"com."}},{"exact":{"region":"eu"}}]}]""", true)]
    [InlineData("""[{"all":[{"prefix":{"type":"com."}},{"exact":{"region":"us"}}]}]""", false)]
    [InlineData("""[{"any":[{"prefix":{"type":"org."}},{"exact":{"region":"eu"}}]}]""", true)]
    [InlineData("""[{"any":[{"prefix":{"type":"org."}},{"exact":{"region":"us"}}]}]""", false)]
    [InlineData("""[{"not":{"exact":{"region":"eu"}}}]""", false)]
    [InlineData("""[{"not":{"exact":{"region":"us"}}}]""", true)]
    [InlineData("""[{"not":[{"exact":{"region":"us"}},{"exact":{"region":"ap"}}]}]""", true)]
    [InlineData("""[{"not":[{"exact":{"region":"us"}},{"exact":{"region":"eu"}}]}]""", false)]
    [InlineData("""[{"Not":{"Exact":{"region":"us"}}}]""", true)]
    [InlineData("""[{"exact":{"region":"eu"},"prefix":null}]""", true)]
    [InlineData("""[{"cesql":"region = 'eu' AND attempt > 41"}]""", true)]
    [InlineData("""[{"sql":"region = 'eu' AND attempt > 42"}]""", false)]
    [InlineData("""[{"cesql":"urgent"}]""", true)]
    [InlineData("""[{"cesql":"region"}]""", false)]
    [InlineData("""[{"cesql":"missing != 'x'"}]""", false)]
    [InlineData("""[{"not":{"cesql":"missing != 'x'"}}]""", true)]
    public void A_valid_filter_passes_what_it_describes(string filters, bool passes)
    {
        var parsed = FilterParser.Parse(Json(filters), "spec.filters");

        Assert.Empty(parsed.Faults);
        Assert.Equal(passes, parsed.Filter?.Matches(SampleEvents.Typed()) ?? true);
    }

    [Fact]
    public void Time_is_compared_as_the_text_that_arrived()
    {
        var filter = Parse("""{"exact":{"time":"2026-07-01T12:00:00.5+02:00"}}""");

        Assert.True(filter.Matches(SampleEvents.With("time=2026-07-01T12:00:00.5+02:00").ToRecord()));
        Assert.False(filter.Matches(SampleEvents.With("time=2026-07-01T10:00:00.5Z").ToRecord()));
    }

    [Fact]
    public void The_old_name_of_dataschema_is_understood()
    {
        var filter = Parse("""{"suffix":{"schemaurl":"/v1"}}""");

        Assert.True(filter.Matches(SampleEvents.With("dataschema=https://example.com/v1").ToRecord()));
    }

    [Theory]
    [InlineData("""[{"exact":{"type":""}}]""", "spec.filters[0].exact.type: is an empty string")]
    [InlineData("""[{"exact":{"":"x"}}]""", "spec.filters[0].exact.: the attribute name is empty")]
    [InlineData("""[{"exact":{"Type":"x"}}]""", "spec.filters[0].exact.Type: 'Type' is no attribute name")]
    [InlineData("""[{"prefix":{"my-ext":"x"}}]""", "spec.filters[0].prefix.my-ext: 'my-ext' is no attribute name")]
    [InlineData("""[{"suffix":{"data":"x"}}]""", "spec.filters[0].suffix.data: data is no attribute")]
    [InlineData("""[{"exact":{"attempt":5}}]""", "spec.filters[0].exact.attempt: is the number 5")]
    [InlineData("""[{"exact":{"attempt":null}}]""", "spec.filters[0].exact.attempt: is null")]
    [InlineData("""[{"exact":{"type":"a","type":"b"}}]""", "spec.filters[0].exact.type: is given twice")]
    [InlineData("""[{"exact":{}}]""", "spec.filters[0].exact: is empty")]
    [InlineData("""[{"exact":"x"}]""", "spec.filters[0].exact: is the string \"x\"")]
    [InlineData("""[{}]""", "spec.filters[0]: is empty")]
    [InlineData("""["x"]""", "spec.filters[0]: is the string \"x\"")]
    [InlineData("""true""", "spec.filters: is the boolean true")]
    [InlineData("""[{"exakt":{"type":"x"}}]""", "spec.filters[0].exakt: 'exakt' is no filter dialect (did you mean 'exact'?)")]
    [InlineData("""[{"jsonata":"x"}]""", "spec.filters[0].jsonata: 'jsonata' is no filter dialect; known are")]
    [InlineData("""[{"exact":{"type":"x"},"prefix":{"type":"x"}}]""", "spec.filters[0]: has 2 dialects (exact, prefix)")]
    [InlineData("""[{"exact":{"type":"x"},"exact":{"type":"y"}}]""", "spec.filters[0]: has 2 dialects (exact, exact)")]
    [InlineData("""[{"all":[]}]""", "spec.filters[0].all: is an empty list")]
    [InlineData("""[{"any":[]}]""", "spec.filters[0].any: is an empty list")]
    [InlineData("""[{"not":[]}]""", "spec.filters[0].not: is an empty list")]
    [InlineData("""[{"all":{"exact":{"type":"x"}}}]""", "spec.filters[0].all: is an object; expected a list")]
    [InlineData("""[{"not":"x"}]""", "spec.filters[0].not: is the string \"x\"")]
    [InlineData("""[{"cesql":"type = "}]""", "spec.filters[0].cesql: does not parse at position 8: expected a value")]
    [InlineData("""[{"sql":""}]""", "spec.filters[0].sql: does not parse at position 1: expected a value")]
    [InlineData("""[{"cesql":true}]""", "spec.filters[0].cesql: is the boolean true; expected a CESQL expression")]
    [InlineData("""[{"cesql":"LENGHT(type) = 1"}]""", "spec.filters[0].cesql: can never pass at position 1: there is no function LENGHT")]
    [InlineData("""[{"cesql":"attempt + 1"}]""", "spec.filters[0].cesql: can never pass: its result is of the type Integer")]
    [InlineData("""[{"exact":{"type":"\ud800"}}]""", "spec.filters: holds text that is not valid Unicode")]
    [InlineData("""[{"exact":{"type":"a"}},{"any":[{"prefix":{"id":"a"}},{"not":{"exact":{"type":""}}}]}]""",
        "spec.filters[1].any[1].not.exact.type: is an empty string")]
    [InlineData("""[{"not":[{"exact":{"type":"a"}},{"exact":{"type":""}}]}]""", "spec.filters[0].not[1].exact.type: is an empty string")]
    public void An_invalid_filter_is_refused_with_the_path_of_the_field(string filters, string fault)
    {
        var parsed = FilterParser.Parse(Json(filters), "spec.filters");

        Assert.Null(parsed.Filter);
        Assert.StartsWith(fault, Assert.Single(parsed.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var parsed = FilterParser.Parse(
            Json("""[{"exact":{"type":"","Id":"x"}},{},{"all":[{"prefix":{"id":""}},{"what":1}]}]"""), "f");

        Assert.Equal(
            ["f[0].exact.type", "f[0].exact.Id", "f[1]", "f[2].all[0].prefix.id", "f[2].all[1].what"],
            parsed.Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void Filters_nested_too_deeply_are_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("""{"not":""", FilterParser.MaxDepth))
            + """{"exact":{"type":"x"}}""" + new string('}', FilterParser.MaxDepth);

        var fault = Assert.Single(FilterParser.Parse(Json(nested), "f").Faults);
        Assert.Contains("more than 32 deep", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Knative_attributes_with_an_empty_value_ask_for_presence_only()
    {
        var parsed = FilterParser.ParseKnativeAttributes(
            Json("""{"type":"com.example.order.created","region":""}"""), "spec.filter.attributes");

        Assert.True(parsed.Filter!.Matches(SampleEvents.With("region=eu").ToRecord()));
        Assert.False(parsed.Filter.Matches(SampleEvents.Plain.ToRecord()));
        Assert.Equal(parsed.Filter, JsonSerializer.Deserialize<Filter>(parsed.Filter.ToString()));
    }

    [Theory]
    [InlineData("""["x"]""", "f: is a list")]
    [InlineData("""{"Type":"x"}""", "f.Type: 'Type' is no attribute name")]
    [InlineData("""{"type":5}""", "f.type: is the number 5")]
    public void Invalid_knative_attributes_are_refused(string attributes, string fault) =>
        Assert.StartsWith(
            fault,
            Assert.Single(FilterParser.ParseKnativeAttributes(Json(attributes), "f").Faults).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void No_knative_attributes_are_no_filter() =>
        Assert.Equal(new FilterParseResult(null, []).Filter, FilterParser.ParseKnativeAttributes(Json("{}"), "f").Filter);

    private static Filter Parse(string filter) => FilterParser.Parse(Json(filter), "f").Filter!;

    private static JsonElement Json(string text) =>
        JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 200 }).RootElement.Clone();
}

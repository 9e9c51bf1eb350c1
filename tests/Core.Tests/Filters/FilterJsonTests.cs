using System.Text.Json;
using Fabric.Filters;

namespace Fabric.Core.Tests.Filters;

public sealed class FilterJsonTests
{
    [Theory]
    [InlineData("""{"exact":{"type":"a","source":"b"}}""")]
    [InlineData("""{"prefix":{"type":"a"}}""")]
    [InlineData("""{"suffix":{"type":"a"}}""")]
    [InlineData("""{"all":[{"exact":{"type":"a"}},{"any":[{"prefix":{"id":"a"}},{"suffix":{"id":"b"}}]}]}""")]
    [InlineData("""{"not":{"exact":{"type":"a"}}}""")]
    [InlineData("""{"not":[{"exact":{"type":"a"}},{"exact":{"type":"b"}}]}""")]
    [InlineData("""{"cesql":"type LIKE \u0027a%\u0027"}""")]
    [InlineData("""{"data":{"path":"$.a","prefix":"x","suffix":"y"}}""")]
    public void A_filter_crosses_the_wire_as_its_manifest(string json)
    {
        var filter = JsonSerializer.Deserialize<Filter>(json);

        Assert.Equal(json, JsonSerializer.Serialize(filter));
        Assert.Equal(filter, JsonSerializer.Deserialize<Filter>(json));
    }

    [Fact]
    public void A_list_of_filters_is_read_as_all_of_them() =>
        Assert.Equal(
            """{"all":[{"exact":{"type":"a"}},{"exact":{"id":"b"}}]}""",
            JsonSerializer.Deserialize<Filter>("""[{"exact":{"type":"a"}},{"exact":{"id":"b"}}]""")!.ToString());

    [Fact]
    public void A_filter_inside_another_type_is_read_and_written()
    {
        var holder = JsonSerializer.Deserialize<Holder>("""{"Name":"x","Filter":{"exact":{"type":"a"}}}""")!;

        Assert.IsType<ExactFilter>(holder.Filter);
        Assert.Equal("""{"Name":"x","Filter":{"exact":{"type":"a"}}}""", JsonSerializer.Serialize(holder));
        Assert.Equal("""{"Name":"x","Filter":null}""", JsonSerializer.Serialize(holder with { Filter = null }));
    }

    [Fact]
    public void An_invalid_filter_is_refused_with_its_faults()
    {
        var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Filter>("""{"exact":{"type":""}}"""));

        Assert.StartsWith("filter.exact.type: is an empty string", refused.Message, StringComparison.Ordinal);
    }

    private sealed record Holder(string Name, Filter? Filter);
}

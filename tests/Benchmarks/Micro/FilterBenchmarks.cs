using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fabric.Filters;

namespace Fabric.Benchmarks.Micro;

/// <summary>One event against one filter.</summary>
public class FilterBenchmarks
{
    private Filter _filter = null!;

    [Params(
        """[{"exact":{"type":"com.example.order.created"}}]""",
        """[{"prefix":{"type":"com.example."}},{"not":{"exact":{"region":"us-east"}}}]""",
        """[{"any":[{"exact":{"type":"a"}},{"suffix":{"type":".created"}}]}]""",
        """[{"data":{"path":"$.amount","exact":42}}]""")]
    public string Filters { get; set; } = "";

    [GlobalSetup]
    public void Parse()
    {
        var result = FilterParser.Parse(JsonDocument.Parse(Filters).RootElement, "filters");
        _filter = result.Filter ?? throw new InvalidOperationException(string.Join("; ", result.Faults));
    }

    [Benchmark]
    public bool Matches() => _filter.Matches(Samples.Record);
}

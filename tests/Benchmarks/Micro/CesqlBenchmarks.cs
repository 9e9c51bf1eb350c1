using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fabric.Filters;

namespace Fabric.Benchmarks.Micro;

/// <summary>One event against one CESQL expression.</summary>
public class CesqlBenchmarks
{
    private Filter _filter = null!;

    [Params(
        "type = 'com.example.order.created'",
        "type LIKE 'com.example.%' AND NOT (region IN ('us-east', 'us-west'))",
        "LENGTH(CONCAT(source, region)) > 10 AND EXISTS region")]
    public string Expression { get; set; } = "";

    [GlobalSetup]
    public void Parse()
    {
        var json = JsonSerializer.SerializeToElement(new[] { new { cesql = Expression } });
        var result = FilterParser.Parse(json, "filters");
        _filter = result.Filter ?? throw new InvalidOperationException(string.Join("; ", result.Faults));
    }

    [Benchmark]
    public bool Matches() => _filter.Matches(Samples.Record);
}

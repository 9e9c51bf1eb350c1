using BenchmarkDotNet.Attributes;
using Fabric.Events;

namespace Fabric.Benchmarks.Micro;

/// <summary>From JSON to records, and from a record to its attributes.</summary>
public class DecodeBenchmarks
{
    private readonly EventLimits _limits = new();
    private readonly byte[] _structured = JsonEventWriter.Write(Samples.Record);
    private readonly byte[] _batch = JsonEventWriter.WriteBatch(Samples.Batch(100));

    [Benchmark]
    public int StructuredJson() => JsonEventParser.Parse(_structured, _limits).Events!.Count;

    [Benchmark(OperationsPerInvoke = 100)]
    public int BatchedJson() => JsonEventParser.ParseBatch(_batch, _limits).Events!.Count;

    [Benchmark]
    public int AllAttributes()
    {
        var length = 0;
        foreach (var attribute in Samples.Record.Attributes)
            length += attribute.Value.Length;
        return length;
    }

    [Benchmark]
    public bool Checksum() => Samples.Record.ChecksumHolds();
}

using System.Buffers;
using BenchmarkDotNet.Attributes;
using Fabric.Events;

namespace Fabric.Benchmarks.Micro;

/// <summary>From attributes to a record, and from records to JSON.</summary>
public class EncodeBenchmarks
{
    private readonly ArrayBufferWriter<byte> _json = new(1 << 20);
    private readonly EventBatch _hundred = Samples.Batch(100);

    [Benchmark]
    public int Record() => Samples.Encode().Bytes.Length;

    [Benchmark]
    public int StructuredJson()
    {
        _json.ResetWrittenCount();
        JsonEventWriter.Write(_json, Samples.Record);
        return _json.WrittenCount;
    }

    [Benchmark(OperationsPerInvoke = 100)]
    public int BatchedJson()
    {
        _json.ResetWrittenCount();
        JsonEventWriter.WriteBatch(_json, _hundred);
        return _json.WrittenCount;
    }
}

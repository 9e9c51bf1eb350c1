using BenchmarkDotNet.Attributes;
using Fabric.EventLog;
using Fabric.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Benchmarks.Micro;

/// <summary>Batches into a log; the time is that of one event. A file log syncs the disk for each batch.</summary>
public class AppendBenchmarks : IAsyncDisposable
{
    private const int Events = 100;
    private readonly EventBatch _batch = Samples.Batch(Events);
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"fabric-append-{Guid.NewGuid():N}");
    private MemoryEventLog _memory = null!;
    private FileEventLog _file = null!;

    [GlobalSetup]
    public async Task Open()
    {
        _memory = new MemoryEventLog(Samples.SmallLog, TimeProvider.System);
        var options = new FileEventLogOptions { Directory = _directory, Limits = Samples.SmallLog with { MaxBytes = 256L << 20 } };
        _file = await FileEventLog.Open(options, TimeProvider.System, NullLogger.Instance, default);
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _memory.DisposeAsync();
        await _file.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public async Task<AppendStatus> Memory() => (await _memory.Append(_batch, _memory.Next, useReserve: false, default)).Status;

    [Benchmark(OperationsPerInvoke = Events)]
    public async Task<AppendStatus> File()
    {
        var outcome = await _file.Append(_batch, _file.Next, useReserve: false, default);
        await _file.Release(outcome.Next, default);
        return outcome.Status;
    }
}

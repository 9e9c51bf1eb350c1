using BenchmarkDotNet.Attributes;
using Fabric.EventLog;
using Fabric.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Benchmarks.Micro;

/// <summary>A log from its first event to its last; the time is that of one event.</summary>
public class ReadBenchmarks : IAsyncDisposable
{
    private const int Events = 10_000;
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"fabric-read-{Guid.NewGuid():N}");
    private MemoryEventLog _memory = null!;
    private FileEventLog _file = null!;

    [GlobalSetup]
    public async Task Fill()
    {
        _memory = new MemoryEventLog(new LogLimits(), TimeProvider.System);
        var options = new FileEventLogOptions { Directory = _directory, HotBytes = 0 };
        _file = await FileEventLog.Open(options, TimeProvider.System, NullLogger.Instance, default);
        foreach (IEventLog log in new IEventLog[] { _memory, _file })
        {
            while (log.Next.Value < Events)
                await log.Append(Samples.Batch(1_000), log.Next, useReserve: false, default);
        }
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
    public Task<long> Memory() => ReadAll(_memory);

    [Benchmark(OperationsPerInvoke = Events)]
    public Task<long> File() => ReadAll(_file);

    private static async Task<long> ReadAll(IEventLog log)
    {
        var bytes = 0L;
        for (var next = Offset.Zero; next < log.End;)
        {
            var slice = await log.Read(next, 1_024, 64 << 10, default);
            bytes += slice.Events.TotalBytes;
            next = slice.Next;
        }

        return bytes;
    }
}

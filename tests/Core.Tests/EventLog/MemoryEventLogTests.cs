using Fabric.Contract.EventLog;
using Fabric.Contract.Time;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Core.Tests.EventLog;

public sealed class MemoryEventLogTests : EventLogContract
{
    protected override ValueTask<IEventLog> Open(LogLimits limits) =>
        ValueTask.FromResult<IEventLog>(new MemoryEventLog(limits, Clock));
}

public sealed class MemoryEventLogLimitsTests : EventLogLimitsContract
{
    protected override ValueTask<IEventLog> Open(LogLimits limits) =>
        ValueTask.FromResult<IEventLog>(new MemoryEventLog(limits, Clock));
}

/// <summary>Looks at the memory of the whole process: nothing else may run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneWithMemory
{
    public const string Name = "alone with the memory";
}

[Collection(AloneWithMemory.Name)]
public sealed class MemoryEventLogMemoryTests
{
    [Fact]
    public async Task A_full_log_of_ten_thousand_small_events_costs_little_more_than_their_bytes()
    {
        var before = GC.GetTotalMemory(true);
        await using var log = new MemoryEventLog(LogLimits.MemoryDefault, new ManualClock());
        long bytes = 0;
        for (var i = 0; i < 10_000; i += 100)
        {
            var batch = SampleRecords.Batch(i, 100, dataBytes: 1024);
            bytes += batch.TotalBytes;
            await log.Append(batch, log.Next, false, default);
        }

        Assert.Equal(10_000, log.End - log.First);
        Assert.InRange(GC.GetTotalMemory(true) - before, 0, bytes * 13 / 10);
    }

    [Fact]
    public async Task Memory_of_removed_events_is_freed()
    {
        await using var log = new MemoryEventLog(new LogLimits { MaxEvents = 100 }, new ManualClock());
        var oldest = await AppendAndHold(log);
        for (var i = 1; i < 2_000; i++)
        {
            await log.Release(log.End, default);
            await log.Append(SampleRecords.Batch(i, 1, 1024), log.Next, false, default);
        }

        GC.Collect();
        Assert.False(oldest.TryGetTarget(out _));
    }

    private static async Task<WeakReference<byte[]>> AppendAndHold(MemoryEventLog log)
    {
        await log.Append(SampleRecords.Batch(0, 1, 1024), log.Next, false, default);
        var slice = await log.Read(Offset.Zero, 1, 1, default);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(slice.Events[0].Bytes, out var segment));
        return new WeakReference<byte[]>(segment.Array!);
    }
}

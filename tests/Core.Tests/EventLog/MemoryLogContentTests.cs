using Fabric.Contract;
using Fabric.Contract.EventLog;
using Fabric.Contract.Time;
using Fabric.EventLog;

namespace Fabric.Core.Tests.EventLog;

/// <summary>A log that went on elsewhere does everything that a log does.</summary>
public sealed class MovedMemoryEventLogTests : EventLogContract
{
    protected override ValueTask<IEventLog> Open(LogLimits limits) =>
        ValueTask.FromResult<IEventLog>(MemoryEventLog.From(new MemoryEventLog(limits, Clock).Content(1 << 20), limits, Clock));
}

public sealed class MemoryLogContentTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_log_that_moved_goes_on_where_it_was()
    {
        var log = await Log(8);
        await log.Release(new Offset(5), default);
        var moved = MemoryEventLog.From(log.Content(1 << 20), log.Limits, _clock);
        Assert.Equal((log.Id, log.First, log.End, log.Bytes, log.Dropped), (moved.Id, moved.First, moved.End, moved.Bytes, moved.Dropped));
        var (before, after) = (await log.Read(Offset.Zero, 100, 1 << 20, default), await moved.Read(Offset.Zero, 100, 1 << 20, default));
        Assert.Equal(before.Events.Records.ToArray().Select(Text), after.Events.Records.ToArray().Select(Text));
        Assert.Equal(AppendStatus.Appended, (await moved.Append(Some.Events("next"), new Offset(8), false, default)).Status);
        Assert.Equal(new Offset(9), moved.End);

        static string Text(Fabric.Events.EventRecord record) => Convert.ToHexString(record.Bytes.Span);
    }

    [Fact]
    public async Task What_no_trigger_needs_takes_no_room_from_what_is_published_after_the_move()
    {
        var log = await Log(8, new LogLimits { MaxEvents = 8 });
        await log.Release(new Offset(5), default);
        var moved = MemoryEventLog.From(log.Content(1 << 20), log.Limits, _clock);
        Assert.Equal(AppendStatus.Appended, (await moved.Append(Some.Events("1", "2", "3", "4", "5"), moved.Next, false, default)).Status);
        Assert.Equal(AppendStatus.Full, (await moved.Append(Some.Events("6"), moved.Next, false, default)).Status);
        Assert.Equal(0, moved.Dropped);
    }

    [Fact]
    public async Task What_does_not_fit_is_counted_as_dropped_and_the_newest_move()
    {
        var log = await Log(8);
        await log.Release(new Offset(1), default);
        var content = log.Content(log.Bytes / 2);
        Assert.Equal(4, content.Events.Count);
        Assert.Equal(7, content.Events[3].Offset);
        Assert.Equal(3, content.Dropped);
        var moved = MemoryEventLog.From(content, log.Limits, _clock);
        Assert.Equal((new Offset(4), new Offset(8)), (moved.First, moved.End));
    }

    private async Task<MemoryEventLog> Log(int events, LogLimits? limits = null)
    {
        var log = new MemoryEventLog(limits ?? new LogLimits(), _clock);
        for (var number = 0; number < events; number++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await log.Append(Some.Events($"{number}"), log.Next, false, default);
        }

        return log;
    }
}

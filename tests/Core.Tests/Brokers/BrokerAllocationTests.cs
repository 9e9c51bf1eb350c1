using Fabric.Brokers;
using Fabric.Core.Tests.Triggers;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Filters;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Core.Tests.Brokers;

/// <summary>
/// What an event costs in garbage, as the difference between large and small batches: what a call costs however many
/// events it carries is left out.
/// </summary>
public sealed class BrokerAllocationTests
{
    private const int Few = 100;
    private const int Many = 1_100;
    private const int DataBytes = 1_000;
    private static readonly LogLimits SmallLog = new() { MaxEvents = 4_000, Overflow = Overflow.DropOldest };

    [Fact]
    public void Publish_and_match_allocate_nothing_for_an_event_but_what_the_log_keeps_of_it()
    {
        var record = Event();
        var perEvent = PerEvent(record, filters: 1);
        // The log's own copy of the record, its place in the log's list, and what is left over in its buffers.
        var kept = record.Bytes.Length + 64;
        Assert.InRange(perEvent, record.Bytes.Length, kept);
    }

    [Fact]
    public void To_match_with_many_triggers_allocates_nothing()
    {
        var record = Event();
        Assert.InRange(PerEvent(record, filters: 200) - PerEvent(record, filters: 1), -1.0, 1.0);
    }

    [Fact]
    public async Task To_read_and_filter_the_log_allocates_nothing_for_an_event_that_does_not_match()
    {
        var log = new MemoryEventLog(new LogLimits { MaxEvents = 4_000 }, TimeProvider.System);
        await log.Append(Batch(Event(), 2_000), log.Next, useReserve: false, default);
        var filter = new ExactFilter([new AttributeValue("type", "other")]);
        long Scan(int events) => Allocated(() =>
        {
            for (var next = Offset.Zero; next.Value < events;)
            {
                var slice = log.Read(next, 50, int.MaxValue, default).AsTask().Result;
                foreach (var record in slice.Events.Records)
                    Assert.False(filter.Matches(record));
                next = slice.Next;
            }
        });
        Scan(1_000);
        // A slice is two small objects; between chunks its list of records is made anew.
        Assert.InRange((Scan(1_950) - Scan(1_000)) / 950.0, 0, 24);
    }

    private static double PerEvent(EventRecord record, int filters)
    {
        var turns = new PumpedTurns();
        var environment = new BrokerEnvironment(
            new KeptLogs(TimeProvider.System), new KeptStates<BrokerState>(), TimeProvider.System, NullLoggerFactory.Instance,
            new FabricMetrics(new UnobservedMeters()));
        var broker = turns.Do(async () => await Broker.Open(BrokerFixture.Name, 0, environment, default));
        turns.Do(async () => await broker.Configure(new BrokerSpec { Limits = SmallLog }, default));
        for (var number = 0; number < filters; number++)
        {
            var filter = new ExactFilter([new AttributeValue("type", $"other.{number}")]);
            _ = turns.Start(async () => await broker.Read(
                new ReadRequest(Offset.Zero, filter, 100, 1 << 20, TimeSpan.FromMinutes(10)), default));
        }

        turns.Run();
        var (few, many) = (Batch(record, Few), Batch(record, Many));
        // Twice over everything first: buffers grow, and code that runs for the first time allocates for itself.
        _ = (Publish(few), Publish(many), Publish(few), Publish(many), Publish(many));
        var runs = Enumerable.Range(0, 9).Select(_ => (Publish(many) - Publish(few)) / (double)(Many - Few)).Order().ToArray();
        turns.Do(async () => await broker.DisposeAsync());
        return runs[runs.Length / 2];

        long Publish(EventBatch batch) => Allocated(() =>
        {
            var outcome = turns.Start(async () => await broker.Publish(batch, PublishKind.Ingest, default));
            turns.Run();
            Assert.Equal(PublishStatus.Accepted, outcome.Result.Status);
        });
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static EventBatch Batch(EventRecord record, int count) =>
        EventBatch.Of(Enumerable.Repeat(record, count).ToArray());

    private static EventRecord Event() => new CloudEvent
    {
        Id = "1", Source = "/bench", Type = "bench.event", DataContentType = "application/octet-stream", Data = new byte[DataBytes],
    }.ToRecord();
}

using System.Diagnostics.Metrics;
using Fabric.Brokers;
using Fabric.Contract.EventLog;
using Fabric.Contract.Time;
using Fabric.Embedded.Storage;
using Fabric.EventLog;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Embedded.Tests.Storage;

public sealed class StoredEventLogsTests : IDisposable
{
    private static readonly ResourceName Broker = new("default", "webhook");

    private readonly string _root = Directory.CreateTempSubdirectory("fabric-logs-").FullName;
    private readonly UnobservedMeters _meters = new();
    private readonly FabricMetrics _metrics;
    private readonly DataDirectory _data;
    private readonly StoredEventLogs _logs;

    public StoredEventLogsTests()
    {
        _metrics = new FabricMetrics(_meters);
        _data = DataDirectory.Open(_root);
        _logs = new StoredEventLogs(_data, new ManualClock(), NullLoggerFactory.Instance, _metrics);
    }

    public void Dispose()
    {
        _data.Dispose();
        _meters.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_file_brokers_partition_keeps_its_events_in_a_folder_of_its_own()
    {
        var spec = new BrokerSpec { Storage = StorageKind.File, Limits = LogLimits.FileDefault };
        for (var partition = 0; partition < 2; partition++)
        {
            await using var log = await _logs.Open(Broker, partition, spec, default);
            await log.Append(SampleRecords.Batch(0, partition + 1), Offset.Zero, false, default);
        }

        for (var partition = 0; partition < 2; partition++)
        {
            await using var log = await _logs.Open(Broker, partition, spec, default);
            Assert.Equal(new Offset(partition + 1), log.End);
        }
    }

    [Fact]
    public async Task Each_sync_is_counted_with_its_bytes()
    {
        var bytes = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "fabric.log.sync.size" && ReferenceEquals(instrument.Meter.Scope, _meters))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref bytes, measurement));
        listener.Start();
        var batch = SampleRecords.Batch(0, 3);
        await using (var log = await _logs.Open(Broker, 0, new BrokerSpec { Storage = StorageKind.File }, default))
            await log.Append(batch, Offset.Zero, false, default);
        Assert.Equal(batch.TotalBytes, Volatile.Read(ref bytes));
    }

    [Fact]
    public async Task A_deleted_log_begins_again_empty()
    {
        var spec = new BrokerSpec { Storage = StorageKind.File };
        await using (var log = await _logs.Open(Broker, 0, spec, default))
            await log.Append(SampleRecords.Batch(0, 1), Offset.Zero, false, default);
        await _logs.Delete(Broker, 0, StorageKind.File, default);
        await _logs.Delete(Broker, 1, StorageKind.File, default);
        await using var again = await _logs.Open(Broker, 0, spec, default);
        Assert.Equal(Offset.Zero, again.Next);
    }

    [Fact]
    public async Task A_node_without_a_data_directory_says_how_to_get_one()
    {
        var logs = new StoredEventLogs(null, new ManualClock(), NullLoggerFactory.Instance, _metrics);
        await using var memory = await logs.Open(Broker, 0, new BrokerSpec(), default);
        Assert.IsType<MemoryEventLog>(memory);
        var fault = await Assert.ThrowsAsync<IOException>(
            async () => await logs.Open(Broker, 0, new BrokerSpec { Storage = StorageKind.File }, default));
        Assert.Contains("--data-dir", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_a_node_does_not_have_is_refused_by_name()
    {
        var fault = await Assert.ThrowsAsync<IOException>(
            async () => await _logs.Open(Broker, 0, new BrokerSpec { Storage = StorageKind.Postgres }, default));
        Assert.Contains("Postgres", fault.Message, StringComparison.Ordinal);
    }
}

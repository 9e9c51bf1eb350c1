using System.Diagnostics.Metrics;
using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Contract.EventLog;
using Fabric.Contract.Servers;
using Fabric.Contract.Time;
using Fabric.EventLog;
using Fabric.Resources;
using Fabric.Telemetry;
using Fabric.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Postgres.Tests;

public sealed class PostgresStorageTests : IAsyncLifetime
{
    private static readonly ResourceName Orders = new("default", "orders");

    private readonly ManualClock _clock = new();
    private TcpProxy _proxy = null!;
    private ServiceProvider _services = null!;

    private PostgresStorage Storage => _services.GetRequiredService<PostgresStorage>();

    public async Task InitializeAsync()
    {
        _proxy = (await PostgresServer.Shared).Proxy();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton<IMeterFactory, UnobservedMeters>()
            .AddFabricPostgres(new PostgresOptions
            {
                ConnectionString = PostgresServer.ConnectionStringOf(_proxy),
                Schema = $"storage_{Guid.NewGuid():N}",
            })
            .BuildServiceProvider();
        await Storage.Migrate(default);
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public void Everything_that_is_kept_is_registered_under_its_port()
    {
        Assert.Same(Storage.Logs, _services.GetRequiredService<IEventLogs>());
        Assert.Same(Storage.DeadLetters, _services.GetRequiredService<IDeadLetterLogs>());
        Assert.Same(Storage.Brokers, _services.GetRequiredService<IStateStore<BrokerState>>());
        Assert.Same(Storage.Triggers, _services.GetRequiredService<IStateStore<TriggerState>>());
        Assert.Same(Storage.Catalog, _services.GetRequiredService<ICatalogStore>());
    }

    [Theory]
    [InlineData(StorageKind.Postgres, 2)]
    [InlineData(StorageKind.File, 2)]
    [InlineData(StorageKind.Memory, 0)]
    public async Task Events_of_each_partition_outlive_the_log_where_the_broker_is_durable(StorageKind storage, int kept)
    {
        var spec = new BrokerSpec { Storage = storage };
        await using (var log = await Storage.Logs.Open(Orders, 1, spec, default))
            await log.Append(SampleRecords.Batch(0, 2), Offset.Zero, false, default);
        await using (var log = await Storage.Logs.Open(Orders, 1, spec, default))
            Assert.Equal(new Offset(kept), log.End);
        await using (var log = await Storage.Logs.Open(Orders, 0, spec, default))
            Assert.Equal(Offset.Zero, log.End);
        await Storage.Logs.Delete(Orders, 1, storage, default);
        await using (var log = await Storage.Logs.Open(Orders, 1, spec, default))
            Assert.Equal(Offset.Zero, log.End);
    }

    [Fact]
    public async Task Dead_letters_outlive_the_log_where_the_trigger_is_durable()
    {
        foreach (var durable in new[] { true, false })
        {
            await using (var log = await Storage.DeadLetters.Open(Orders, durable, default))
                await log.Append(SampleRecords.Batch(0, 1), Offset.Zero, false, default);
            await using (var log = await Storage.DeadLetters.Open(Orders, durable, default))
                Assert.Equal(durable ? 1 : 0, log.End.Value);
        }

        await Storage.DeadLetters.Delete(Orders, true, default);
        await using var again = await Storage.DeadLetters.Open(Orders, true, default);
        Assert.Equal(Offset.Zero, again.End);
    }

    [Fact]
    public async Task Each_commit_is_counted_with_its_bytes()
    {
        var bytes = 0L;
        var meters = _services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "fabric.log.sync.size" && ReferenceEquals(instrument.Meter.Scope, meters))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref bytes, measurement));
        listener.Start();
        var batch = SampleRecords.Batch(0, 3);
        await using (var log = await Storage.Logs.Open(Orders, 0, new BrokerSpec { Storage = StorageKind.Postgres }, default))
            await log.Append(batch, Offset.Zero, false, default);
        Assert.Equal(batch.TotalBytes, Volatile.Read(ref bytes));
    }

    [Fact]
    public async Task A_broker_is_unavailable_while_the_server_is_away_and_accepts_again_when_it_is_back()
    {
        var environment = new BrokerEnvironment(
            Storage.Logs, Storage.Brokers, _clock, NullLoggerFactory.Instance, _services.GetRequiredService<FabricMetrics>());
        await using var broker = await Broker.Open(Orders, 0, environment, default);
        await broker.Configure(new BrokerSpec { Storage = StorageKind.Postgres }, default);
        Assert.Equal(PublishStatus.Accepted, (await Publish("1")).Status);

        _proxy.Cut();
        var refused = await Publish("2");
        Assert.Equal(PublishStatus.Unavailable, refused.Status);
        Assert.Contains("does not answer", refused.Reason, StringComparison.Ordinal);
        Assert.NotNull(refused.RetryAfter);
        Assert.Contains("does not answer", (await broker.Status(default)).Fault, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DatabaseException>(() => Storage.Ping(default));

        _proxy.Restore();
        await Storage.Ping(default);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(PublishStatus.Accepted, (await Publish("3")).Status);
        var read = await broker.Read(new ReadRequest(Offset.Zero, null, 10, 1 << 20, TimeSpan.Zero), default);
        Assert.Equal(["1", "3"], read.Events.Ids());

        ValueTask<PublishOutcome> Publish(string id) => broker.Publish(Some.Events(id), PublishKind.Ingest, default);
    }
}

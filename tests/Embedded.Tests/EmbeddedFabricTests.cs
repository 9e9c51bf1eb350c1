using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Contract.Fabrics;
using Fabric.Delivery;
using Fabric.Resources;
using Fabric.Telemetry;
using Fabric.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Embedded.Tests;

public sealed class EmbeddedFabricTests : IDisposable
{
    private static readonly ResourceName Orders = new("default", "orders");

    private readonly string _directory = Directory.CreateTempSubdirectory("fabric-").FullName;
    private readonly UnobservedMeters _meters = new();
    private readonly ScriptedTargets _targets = new();

    public void Dispose()
    {
        _meters.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_file_broker_without_a_data_directory_says_why_it_does_not_work_and_can_become_a_memory_broker()
    {
        await using var fabric = Start(null);
        await fabric.Apply(Brokers(StorageKind.File, Orders), default);
        var refused = await Publish(fabric, "1");
        Assert.Equal(PublishStatus.Unavailable, refused.Status);
        Assert.Contains("--data-dir", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(PublishStatus.Unavailable, (await Publish(fabric, "1")).Status);
        Assert.Contains("--data-dir", (await fabric.Broker(Orders, 0).Status(default)).Fault, StringComparison.Ordinal);

        await fabric.Apply(Brokers(StorageKind.Memory, Orders), default);
        await Until(async () => (await Publish(fabric, "1")).Status == PublishStatus.Accepted);
        await fabric.Apply(Brokers(StorageKind.File, Orders), default);
        await fabric.Apply(Topology.Empty, default);
        Assert.Equal(PublishStatus.NotFound, (await Publish(fabric, "1")).Status);
    }

    [Fact]
    public async Task A_storage_that_this_host_does_not_have_is_said()
    {
        await using var fabric = Start(_directory);
        await fabric.Apply(Brokers(StorageKind.Postgres, Orders), default);
        Assert.Contains("Postgres", (await fabric.Broker(Orders, 0).Status(default)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_broker_has_a_folder_of_its_own_that_goes_with_it()
    {
        var dotted = new ResourceName("default", "orders.0");
        var other = new ResourceName("shop", "orders");
        await using (var fabric = Start(_directory))
        {
            await fabric.Apply(Brokers(StorageKind.File, Orders, dotted, other), default);
            foreach (var broker in new[] { Orders, dotted, other })
                Assert.Equal(PublishStatus.Accepted, (await Publish(fabric, "1", broker)).Status);
            Assert.Equal(3, Directory.GetFiles(_directory, "lock", SearchOption.AllDirectories).Length - 1);
            await fabric.Apply(Brokers(StorageKind.File, other), default);
        }

        var left = Directory.GetFileSystemEntries(_directory, "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(left, path =>
            path.Contains("default", StringComparison.Ordinal) && path.Contains("orders", StringComparison.Ordinal));
        Assert.Contains(left, path => path.Contains(Path.Combine("shop", "orders"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_data_directory_serves_one_node_at_a_time()
    {
        await using (Start(_directory))
            Assert.Contains(_directory, Assert.Throws<IOException>(() => Start(_directory)).Message, StringComparison.Ordinal);
        await using var again = Start(_directory);
    }

    [Fact]
    public async Task A_stopped_node_refuses_as_unavailable_whatever_it_is_asked()
    {
        var fabric = Start(_directory);
        await fabric.Apply(Brokers(StorageKind.File, Orders), default);
        await fabric.DisposeAsync();
        Assert.Equal(PublishStatus.Unavailable, (await Publish(fabric, "1")).Status);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await fabric.Broker(new("default", "new"), 0).Configure(new BrokerSpec { Storage = StorageKind.File }, default));
        await fabric.StopAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Stopping_waits_for_deliveries_under_way_for_as_long_as_it_may()
    {
        var delivering = new TaskCompletionSource<DeliveryOutcome>();
        _targets["target"].Answer = _ => delivering.Task;
        var fabric = Start(_directory);
        await fabric.Apply(WithTrigger(Brokers(StorageKind.File, Orders), "target"), default);
        await Publish(fabric, "1");
        await _targets["target"].WaitForAttempts(1);
        var stopping = fabric.StopAsync(TimeSpan.FromMinutes(1));
        Assert.False(stopping.IsCompleted);
        delivering.SetResult(DeliveryOutcome.Success);
        await stopping;

        await using var again = Start(_directory);
        await again.Apply(WithTrigger(Brokers(StorageKind.File, Orders), "target"), default);
        await Publish(again, "2");
        Assert.Equal(["1", "2"], await _targets["target"].WaitForDelivered(2));
    }

    [Fact]
    public async Task The_topology_in_force_is_seen_by_those_who_wait_for_it()
    {
        await using var fabric = Start(null);
        var seen = fabric.Topology.Current;
        var changed = fabric.Topology.Changed(seen, default);
        Assert.False(changed.IsCompleted);
        await fabric.Apply(Brokers(StorageKind.Memory, Orders), default);
        await changed;
        Assert.Contains(Orders, fabric.Topology.Current.Brokers.Keys);
        Assert.True(fabric.Topology.Changed(seen, default).IsCompleted);
    }

    [Fact]
    public async Task A_trigger_that_moved_to_another_broker_begins_there_anew()
    {
        var other = new ResourceName("default", "other");
        await using var fabric = Start(_directory);
        await fabric.Apply(WithTrigger(Brokers(StorageKind.File, Orders, other), "target"), default);
        await Publish(fabric, "old", other);
        await fabric.Apply(WithTrigger(Brokers(StorageKind.File, Orders, other), "target", other), default);
        await Publish(fabric, "ignored");
        await Publish(fabric, "new", other);
        Assert.Equal(["new"], await _targets["target"].WaitForDelivered(1));
        Assert.Empty((await fabric.Broker(Orders, 0).Status(default)).Triggers);
    }

    [Fact]
    public async Task A_broker_that_cannot_be_opened_does_not_keep_the_others_from_working()
    {
        var other = new ResourceName("default", "other");
        await using (var fabric = Start(_directory))
            await fabric.Apply(Brokers(StorageKind.File, Orders, other), default);
        foreach (var state in Directory.GetFiles(Path.Combine(_directory, "state"), "*orders*", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(state, "{");

        await using var again = Start(_directory);
        var failure = await Assert.ThrowsAsync<AggregateException>(async () =>
            await again.Apply(WithTrigger(Brokers(StorageKind.File, Orders, other), "target", other), default));
        Assert.Contains("default/orders", failure.InnerExceptions[0].Message, StringComparison.Ordinal);
        Assert.Equal(PublishStatus.Unavailable, (await Publish(again, "1")).Status);
        Assert.Equal(PublishStatus.Accepted, (await Publish(again, "1", other)).Status);
        Assert.Equal(["1"], await _targets["target"].WaitForDelivered(1));
    }

    [Fact]
    public async Task A_node_is_registered_whole()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ISubscribers>(_targets);
        services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<System.Diagnostics.Metrics.IMeterFactory>(_meters);
        services.AddEmbeddedFabric(new EmbeddedOptions());
        await using var provider = services.BuildServiceProvider();
        var fabric = provider.GetRequiredService<EmbeddedFabric>();
        Assert.Same(fabric, provider.GetRequiredService<IFabric>());
        Assert.Same(fabric.Publisher, provider.GetRequiredService<Publisher>());
        Assert.Same(fabric.Topology, provider.GetRequiredService<ITopology>());
    }

    private EmbeddedFabric Start(string? directory) => new(
        new EmbeddedOptions { DataDirectory = directory, StopGrace = TimeSpan.Zero }, new TopologyHolder(), _targets,
        TimeProvider.System, NullLoggerFactory.Instance, new FabricMetrics(_meters));

    private static async Task<PublishOutcome> Publish(EmbeddedFabric fabric, string id, ResourceName? broker = null) =>
        await fabric.Publisher.Publish(broker ?? Orders, Some.Events(id), PublishKind.Ingest, default);

    private static Topology Brokers(StorageKind storage, params ResourceName[] brokers) =>
        new() { Brokers = brokers.ToFrozenDictionary(broker => broker, _ => new BrokerSpec { Storage = storage }) };

    private static Topology WithTrigger(Topology topology, string trigger, ResourceName? broker = null) => topology with
    {
        Triggers = new Dictionary<ResourceName, TriggerSpec>
        {
            [new("default", trigger)] = new()
            {
                Broker = broker ?? Orders, Durable = true, Target = ScriptedTargets.Destination(trigger),
            },
        }.ToFrozenDictionary(),
    };

    private static async Task Until(Func<Task<bool>> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
    }
}

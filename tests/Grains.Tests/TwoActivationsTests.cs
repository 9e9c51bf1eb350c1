using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Contract.Fabrics;
using Fabric.Contract.Servers;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Grains.Tests;

/// <summary>
/// Two activations of one grain, each taking itself for the only one: what a cluster that is cut in two can have for a
/// while. Here they are in two clusters over one database that know nothing of each other.
/// </summary>
public sealed class TwoActivationsTests : IAsyncLifetime
{
    private static readonly ResourceName Orders = new("default", "orders");
    private static readonly ResourceName Audit = new("default", "audit");
    private readonly ScriptedTargets _targets = new();
    private readonly ScriptedTargets _otherTargets = new();
    private TestCluster _one = null!;
    private TestCluster _other = null!;

    public async Task InitializeAsync()
    {
        var database = await (await PostgresServer.Shared).NewDatabase();
        (_one, _other) = (await TestCluster.Start(database, silos: 1), await TestCluster.Start(database, silos: 1));
        (_one.Subscribers.Target, _other.Subscribers.Target) = (_targets, _otherTargets);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Two_activations_of_a_broker_cannot_both_append()
    {
        await _one.Apply(Declared());
        var accepted = new List<string>();
        await Publish(_one, "1", accepted);
        await _other.Apply(Declared());
        for (var round = 1; round < 10; round++)
        {
            await Publish(_one, $"one-{round}", accepted);
            await Publish(_other, $"other-{round}", accepted);
        }

        var kept = await Broker(_other).Read(new ReadRequest(Offset.Zero, null, 1_000, 1 << 20, TimeSpan.Zero), default);
        Assert.Equal(accepted, kept.Events.Ids());
        Assert.Equal(Enumerable.Range(0, accepted.Count).Select(offset => (long)offset), kept.Events.Records.ToArray().Select(record => record.Offset));
    }

    [Fact]
    public async Task An_activation_that_lost_its_log_makes_room_for_one_that_knows_everything()
    {
        await _one.Apply(Declared());
        await Publish(_one, "1", []);
        await _other.Apply(Declared());
        await Publish(_other, "2", []);
        await Broker(_other).Subscribe(new SubscribeRequest(Audit, StartPosition.Earliest), default);
        Assert.Empty((await Broker(_one).Status(default)).Triggers);
        Assert.Equal(PublishStatus.Unavailable, (await Broker(_one).Publish(Some.Events("3"), PublishKind.Ingest, default)).Status);
        Assert.Equal(Audit, Assert.Single((await Broker(_one).Status(default)).Triggers));
        Assert.Equal(PublishStatus.Accepted, (await Broker(_one).Publish(Some.Events("4"), PublishKind.Ingest, default)).Status);
    }

    [Fact]
    public async Task A_cursor_does_not_go_back_to_where_an_activation_of_before_stands()
    {
        var slow = new TaskCompletionSource<DeliveryOutcome>();
        _targets["audit"].Answer = received => received.Id == "1" ? Task.FromResult(DeliveryOutcome.Success) : slow.Task;
        await _one.Apply(Declared(Audit));
        await Publish(_one, "1", []);
        await Publish(_one, "2", []);
        await Publish(_one, "3", []);
        await _targets["audit"].WaitForAttempts(3);

        await _other.Apply(Declared(Audit));
        await _otherTargets["audit"].WaitFor("3");
        await Eventually(async () => (await Cursor()).Position == 3);
        var epoch = (await State()).Epoch;
        slow.SetResult(ScriptedTarget.Retryable());
        // Closed now, the first activation would save where it stands: before the second event.
        await _one.Inner.DeactivateAsync((ITriggerGrain)_one.Get<IFabric>().Trigger(Audit));
        Assert.Equal(3, (await Cursor()).Position);
        Assert.Equal(epoch, (await State()).Epoch);
    }

    private static Topology Declared(params IEnumerable<ResourceName> triggers) => new()
    {
        Brokers = FrozenDictionary.ToFrozenDictionary<ResourceName, BrokerSpec>(
            [new(Orders, new BrokerSpec { Storage = StorageKind.Postgres, Limits = LogLimits.FileDefault })]),
        Triggers = triggers.ToFrozenDictionary(trigger => trigger, trigger => new TriggerSpec
        {
            Broker = Orders,
            Durable = true,
            Start = StartPosition.Earliest,
            Target = ScriptedTargets.Destination(trigger.Name),
        }),
    };

    private static IBroker Broker(TestCluster cluster) => cluster.Get<IFabric>().Broker(Orders, 0);

    private static async Task Publish(TestCluster cluster, string id, List<string> accepted)
    {
        var outcome = await Broker(cluster).Publish(Some.Events(id), PublishKind.Ingest, default);
        if (outcome.Status == PublishStatus.Accepted)
            accepted.Add(id);
    }

    private async Task<TriggerState> State() => (await _one.Storage.Triggers.Load(Audit.ToString(), default))!;

    private async Task<CursorState> Cursor() => Assert.Single((await State()).Cursors);

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "It did not come to hold.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}

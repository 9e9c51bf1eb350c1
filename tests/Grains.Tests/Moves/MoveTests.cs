using Fabric.Contract.Fabrics;
using Fabric.Delivery;
using Fabric.Resources;

namespace Fabric.Grains.Tests.Moves;

public sealed class MoveTests
{
    [Fact]
    public async Task A_trigger_goes_on_elsewhere_where_it_was_when_its_silo_stops()
    {
        await using var fabric = await DeclaredCluster.Start();
        await fabric.DeclareBroker("orders", "Postgres");
        await fabric.DeclareTrigger("audit", "orders");
        await fabric.Publish("orders", Ids(0, 20));
        await fabric.Targets["audit"].WaitForDelivered(20);

        await fabric.Cluster.Inner.StopSiloAsync(await fabric.SiloOfTrigger("audit"));
        await fabric.Publish("orders", Ids(20, 20));
        Assert.Equal(Ids(0, 40).Order(), (await fabric.Targets["audit"].WaitForDelivered(40)).Order());
    }

    [Fact]
    public async Task A_trigger_comes_up_elsewhere_without_being_asked_when_its_silo_is_killed()
    {
        await using var fabric = await DeclaredCluster.Start();
        await fabric.DeclareBroker("orders", "Postgres");
        await fabric.DeclareTrigger("audit", "orders");
        await fabric.Publish("orders", Ids(0, 20));
        await fabric.Targets["audit"].WaitForDelivered(20);

        await fabric.Cluster.Inner.KillSiloAsync(await fabric.SiloOfTrigger("audit"));
        await fabric.Publish("orders", Ids(20, 20));
        while (fabric.Targets["audit"].DeliveredIds.Distinct().Count() < 40)
            await fabric.Targets["audit"].WaitForDelivered(fabric.Targets["audit"].Delivered.Count + 1);
    }

    [Fact]
    public async Task A_trigger_moves_with_its_cursor_while_the_cluster_runs()
    {
        await using var fabric = await DeclaredCluster.Start();
        await fabric.DeclareBroker("orders", "Postgres");
        await fabric.DeclareTrigger("audit", "orders");
        var home = await fabric.SiloOfTrigger("audit");
        var other = fabric.Cluster.Silos.Single(silo => silo != home);
        await fabric.Publish("orders", Ids(0, 20));
        await fabric.Targets["audit"].WaitForDelivered(20);

        await fabric.Cluster.Inner.MigrateAsync((ITriggerGrain)fabric.Cluster.Get<IFabric>().Trigger(new("default", "audit")), other.SiloAddress);
        await fabric.Publish("orders", Ids(20, 20));
        Assert.Equal(Ids(0, 40).Order(), (await fabric.Targets["audit"].WaitForDelivered(40)).Order());
        Assert.Equal(other, await fabric.SiloOfTrigger("audit"));
    }

    [Fact]
    public async Task A_memory_broker_takes_its_events_along_when_its_silo_stops()
    {
        await using var fabric = await DeclaredCluster.Start();
        fabric.Targets["audit"].Answer = received => Task.FromResult(received.Id == "0" ? DeliveryOutcome.Success : ScriptedTarget.Retryable());
        await fabric.DeclareBroker("orders", "Memory");
        await fabric.DeclareTrigger("audit", "orders");
        await fabric.Publish("orders", "0");
        await fabric.Targets["audit"].WaitFor("0");
        await fabric.Publish("orders", Ids(1, 19));

        var broker = fabric.Cluster.Get<IFabric>().Broker(new("default", "orders"), 0);
        var before = await broker.Status(default);
        fabric.Targets["audit"].Answer = _ => Task.FromResult(DeliveryOutcome.Success);
        await fabric.Cluster.Inner.StopSiloAsync(await fabric.SiloOf(broker));
        await fabric.Publish("orders", Ids(20, 20));
        while (fabric.Targets["audit"].DeliveredIds.Distinct().Count() < 40)
            await fabric.Targets["audit"].WaitForDelivered(fabric.Targets["audit"].Delivered.Count + 1);
        var after = await fabric.Cluster.Get<IFabric>().Broker(new("default", "orders"), 0).Status(default);
        Assert.Equal(before.Log, after.Log);
        Assert.Equal(40, after.End.Value);
    }

    [Fact]
    public async Task A_source_runs_once_and_goes_on_elsewhere_when_its_silo_is_killed()
    {
        var loops = new RecordedLoops();
        await using var fabric = await DeclaredCluster.Start(loops);
        await fabric.DeclareBroker("orders", "Memory");
        await fabric.Declare("""
            {"apiVersion": "sources.knative.dev/v1", "kind": "PingSource", "metadata": {"name": "tick"},
             "spec": {"schedule": "* * * * *", "sink": {"ref": {"apiVersion": "eventfabric.dev/v1alpha1", "kind": "Broker", "name": "orders"}}}}
            """);
        var home = await loops.RunsIn();
        await fabric.Cluster.Inner.KillSiloAsync(fabric.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(home)));
        loops.Forget(home);
        await loops.RunsIn(notIn: home);
        Assert.Equal(1, loops.Most);
    }

    [Fact]
    public async Task A_source_moves_in_order_when_its_silo_stops_and_ends_when_it_is_removed()
    {
        var loops = new RecordedLoops();
        await using var fabric = await DeclaredCluster.Start(loops);
        await fabric.Declare("""
            {"apiVersion": "sources.knative.dev/v1", "kind": "PingSource", "metadata": {"name": "tick"},
             "spec": {"schedule": "* * * * *", "sink": {"uri": "http://sink.example"}}}
            """);
        var home = await loops.RunsIn();
        await fabric.Cluster.Inner.StopSiloAsync(fabric.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(home)));
        await loops.RunsIn(notIn: home);
        Assert.Equal(1, loops.Most);
        await fabric.Cluster.Get<ICatalog>().Delete(new("sources.knative.dev", "PingSource", "default", "tick"), default);
        await loops.RunsNowhere();
    }

    private static string[] Ids(int from, int count) => [.. Enumerable.Range(from, count).Select(number => $"{number}")];
}

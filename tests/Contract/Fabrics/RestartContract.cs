using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Replays;

namespace Fabric.Contract.Fabrics;

/// <summary>What a durable fabric still knows after it was stopped and started.</summary>
public abstract class RestartContract(FabricHosts hosts) : FabricContract(hosts)
{
    [Fact]
    public async Task What_was_accepted_and_not_delivered_is_delivered_after_a_restart_and_nothing_twice()
    {
        Targets["target"].Answer = received => Task.FromResult(
            int.Parse(received.Id, null) < 5 ? Delivery.DeliveryOutcome.Success : ScriptedTarget.Retryable());
        Broker();
        Trigger("target", spec => spec with { Retry = new() });
        await Apply();
        await Publish([.. Enumerable.Range(0, 10).Select(id => $"{id}")]);
        await Targets["target"].WaitForDelivered(5);

        await Restart();
        Targets["target"].Answer = _ => Task.FromResult(Delivery.DeliveryOutcome.Success);
        await Apply();
        await Targets["target"].WaitForDelivered(10);
        Assert.Equal(
            Enumerable.Range(0, 10).Select(id => $"{id}").Append("10"),
            (await DeliveredBefore(Targets["target"], Some.Event("10"))).Append("10").OrderBy(id => int.Parse(id, null)));
    }

    [Fact]
    public async Task A_replay_goes_on_after_a_restart_and_repeats_nothing()
    {
        string[] ids = [.. Enumerable.Range(0, 10).Select(id => $"{id}")];
        Broker();
        Trigger("target");
        await Apply();
        await Publish(ids);
        await Targets["target"].WaitForDelivered(10);
        await Eventually(async () => await TriggerOf("target").Status(default) is { LagEvents: 0, InFlight: 0 });
        Targets["target"].Answer = received => Task.FromResult(
            received.Id != "5" ? Delivery.DeliveryOutcome.Success : ScriptedTarget.Retryable());
        Trigger("target", spec => spec with { Retry = new() });
        await Apply();
        Assert.Equal(ReplayAnswer.Started, (await TriggerOf("target").Replay(new ReplayRequest(), default)).Answer);
        await Targets["target"].WaitForDelivered(15);

        await Restart();
        Targets["target"].Answer = _ => Task.FromResult(Delivery.DeliveryOutcome.Success);
        await Apply();
        await Eventually(async () => await TriggerOf("target").Status(default) is { Replay: { Phase: ReplayPhase.Completed, Delivered: 10, Events: 10 } });
        Assert.Equal(ids, Targets["target"].DeliveredIds[10..]);
        await Restart();
        await Apply();
        await Publish("10");
        await Targets["target"].WaitFor("10");
        Assert.Equal(21, Targets["target"].Delivered.Count);
    }

    [Fact]
    public async Task What_is_published_before_triggers_are_back_reaches_them()
    {
        Broker();
        Trigger("target");
        await Apply();
        await Restart();
        Assert.Equal(PublishStatus.Accepted, (await Host.Fabric.Broker(Orders, 0).Publish(Some.Events("1"), PublishKind.Ingest, default)).Status);
        await Apply();
        Assert.Equal(["1"], await Targets["target"].WaitForDelivered(1));
    }

    [Fact]
    public async Task A_trigger_that_was_removed_meanwhile_does_not_fill_the_broker()
    {
        Targets["dead"].Answer = _ => Task.FromResult(ScriptedTarget.Retryable());
        Broker(spec => spec with { Limits = new LogLimits { MaxEvents = 5 } });
        Trigger("dead", spec => spec with { Retry = new() });
        await Apply();
        await Publish("1", "2", "3", "4", "5");
        NoTrigger("dead");
        await Restart();
        await Apply();
        for (var id = 0; id < 20; id++)
            await Publish($"{id}");
    }

    [Fact]
    public async Task A_broker_that_is_full_for_a_trigger_is_still_full_for_it()
    {
        Targets["dead"].Answer = _ => Task.FromResult(ScriptedTarget.Retryable());
        Broker(spec => spec with { Limits = new LogLimits { MaxEvents = 5 } });
        Trigger("dead", spec => spec with { Retry = new() });
        await Apply();
        await Publish("1", "2", "3", "4", "5");
        await Restart();
        await Apply();
        Assert.Equal(PublishStatus.Full, (await TryPublish(Some.Events("6"))).Status);
        Targets["dead"].Answer = _ => Task.FromResult(Delivery.DeliveryOutcome.Success);
        Assert.Equal(["1", "2", "3", "4", "5"], (await Targets["dead"].WaitForDelivered(5)).Order());
    }

    [Fact]
    public async Task Dead_letters_survive()
    {
        Targets["target"].Answer = _ => Task.FromResult(ScriptedTarget.Failed());
        Broker();
        Trigger("target");
        await Apply();
        await Publish("1", "2");
        await Eventually(async () => (await TriggerOf("target").Status(default)).DeadLettersKept == 2);
        await Restart();
        await Apply();
        Assert.Equal(["1", "2"], (await TriggerOf("target").DeadLetters(Offset.Zero, 10, default)).Events.Ids().Order());
        Targets["target"].Answer = _ => Task.FromResult(Delivery.DeliveryOutcome.Success);
        Assert.Equal(2, await TriggerOf("target").Redrive([], default));
    }

    [Fact]
    public async Task The_dedupe_window_survives()
    {
        Broker(spec => spec with { DedupeWindow = TimeSpan.FromMinutes(10) });
        await Apply();
        await Publish("1");
        await Restart();
        await Apply();
        Assert.Equal(1, (await TryPublish(Some.Events("1"))).Duplicates);
    }

    [Fact]
    public async Task Partitions_of_a_broker_that_holds_events_stay_and_the_topology_says_so()
    {
        Broker(spec => spec with { Partitions = 2 });
        Trigger("target");
        await Apply();
        await Publish(Some.Events(Enumerable.Range(0, 20).Select(id => Some.Event($"{id}", source: $"/{id}"))));
        await Targets["target"].WaitForDelivered(20);
        await Restart();
        Broker(spec => spec with { Partitions = 8 });
        Trigger("target");
        await Apply();
        Assert.Equal(2, Host.Topology.Current.Brokers[Orders].Partitions);
        await Publish(Some.Events(Enumerable.Range(20, 20).Select(id => Some.Event($"{id}", source: $"/{id}"))));
        Assert.Equal(40, (await Targets["target"].WaitForDelivered(40)).Distinct().Count());
    }

    [Fact]
    public async Task A_stopping_fabric_hands_back_what_is_in_flight()
    {
        var never = new TaskCompletionSource<Delivery.DeliveryOutcome>();
        Targets["hanging"].Answer = _ => never.Task;
        Broker();
        Trigger("hanging");
        await Apply();
        await Publish("1");
        await Targets["hanging"].WaitForAttempts(1);
        await Restart();
        Targets["hanging"].Answer = _ => Task.FromResult(Delivery.DeliveryOutcome.Success);
        await Apply();
        Assert.Equal(["1"], await Targets["hanging"].WaitForDelivered(1));
    }
}

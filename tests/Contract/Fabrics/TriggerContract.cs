using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Triggers;

namespace Fabric.Contract.Fabrics;

/// <summary>Where triggers begin and end, and how they come, change and go.</summary>
public abstract class TriggerContract(FabricHosts hosts) : FabricContract(hosts)
{
    [Fact]
    public async Task A_new_trigger_begins_with_the_next_event_unless_it_asks_for_more()
    {
        Broker();
        Trigger("first");
        await Apply();
        await Publish("1", "2");
        await Targets["first"].WaitForDelivered(2);
        var before = TimeProvider.System.GetUtcNow();
        while (TimeProvider.System.GetUtcNow() - before < TimeSpan.FromMilliseconds(2))
            await Task.Yield();
        var between = TimeProvider.System.GetUtcNow();
        await Publish("3");

        Trigger("latest");
        Trigger("earliest", spec => spec with { Start = StartPosition.Earliest });
        Trigger("time", spec => spec with { Start = StartPosition.At(between) });
        Trigger("offset", spec => spec with { Start = StartPosition.At(new Offset(1)) });
        await Apply();
        Assert.Equal(["1", "2", "3"], (await DeliveredBefore(Targets["earliest"], Some.Event("4"))).Order());
        Assert.Equal(["4"], await Targets["latest"].WaitForDelivered(1));
        Assert.Equal(["3", "4"], (await Targets["time"].WaitForDelivered(2)).Order());
        Assert.Equal(["2", "3", "4"], (await Targets["offset"].WaitForDelivered(3)).Order());
    }

    [Fact]
    public async Task A_trigger_with_an_end_stops_there_and_holds_the_broker_no_longer()
    {
        Broker();
        Trigger("first");
        await Apply();
        await Publish("1", "2", "3", "4");
        Trigger("replay", spec => spec with { Start = StartPosition.Earliest, EndOffset = new Offset(2) });
        await Apply();
        Assert.Equal(["1", "2"], (await Targets["replay"].WaitForDelivered(2)).Order());
        await Eventually(async () => (await TriggerOf("replay").Status(default)).Phase == SubscriptionPhase.Completed);
        await Publish("5");
        await Targets["first"].WaitForDelivered(5);
        Assert.Equal(2, Targets["replay"].Attempts.Count);
        Assert.DoesNotContain(new ResourceName("default", "replay"), (await Status()).Triggers);
    }

    [Fact]
    public async Task A_paused_trigger_delivers_when_it_goes_on()
    {
        Broker();
        Trigger("target", spec => spec with { Paused = true });
        Trigger("other");
        await Apply();
        await Publish("1", "2");
        await Targets["other"].WaitForDelivered(2);
        Assert.Empty(Targets["target"].Attempts);
        Trigger("target");
        await Apply();
        Assert.Equal(["1", "2"], (await Targets["target"].WaitForDelivered(2)).Order());
    }

    [Fact]
    public async Task A_trigger_with_a_fault_delivers_nothing_until_it_is_mended()
    {
        Broker();
        Trigger("target");
        Trigger("new", spec => spec with { Hold = "spec.filters[0]: unknown dialect" });
        Trigger("other");
        await Apply();
        Trigger("target", spec => spec with { Hold = "spec.filters[0]: unknown dialect" });
        await Apply();
        await Publish("1");
        await Targets["other"].WaitForDelivered(1);
        Assert.Empty(Targets["target"].Attempts);
        Assert.Empty(Targets["new"].Attempts);

        Trigger("target");
        Trigger("new");
        await Apply();
        Assert.Equal(["1"], await Targets["target"].WaitForDelivered(1));
        await Publish("2");
        Assert.Equal(["2"], await Targets["new"].WaitForDelivered(1));
    }

    [Fact]
    public async Task A_changed_target_gets_what_follows()
    {
        Broker();
        Trigger("target");
        await Apply();
        await Publish("1");
        await Targets["target"].WaitForDelivered(1);
        Trigger("target", spec => spec with { Target = ScriptedTargets.Destination("elsewhere") });
        await Apply();
        await Publish("2");
        Assert.Equal(["2"], await Targets["elsewhere"].WaitForDelivered(1));
        Assert.Single(Targets["target"].Delivered);
    }

    [Fact]
    public async Task A_removed_trigger_gets_nothing_more_and_a_full_broker_has_room_again()
    {
        Targets["dead"].Answer = _ => Task.FromResult(ScriptedTarget.Retryable());
        Broker(spec => spec with { Limits = new LogLimits { MaxEvents = 5 } });
        Trigger("dead", spec => spec with { Retry = new() });
        await Apply();
        await Publish("1", "2", "3", "4", "5");
        Assert.Equal(PublishStatus.Full, (await TryPublish(Some.Events("6"))).Status);
        NoTrigger("dead");
        await Apply();
        var attempts = Targets["dead"].Attempts.Count;
        await Publish("6");
        Assert.Equal(attempts, Targets["dead"].Attempts.Count);
        Assert.Empty((await Status()).Triggers);

        Targets["dead"].Answer = _ => Task.FromResult(Delivery.DeliveryOutcome.Success);
        Trigger("dead");
        await Apply();
        await Publish("7");
        Assert.Equal(["7"], await Targets["dead"].WaitForDelivered(1));
    }

    [Fact]
    public async Task A_removed_broker_is_gone_with_its_events_and_one_of_that_name_begins_anew()
    {
        Broker();
        Trigger("target");
        await Apply();
        await Publish("1");
        await Targets["target"].WaitForDelivered(1);
        NoBroker();
        NoTrigger("target");
        await Apply();
        Assert.Equal(PublishStatus.NotFound, (await TryPublish(Some.Events("2"))).Status);

        Broker();
        Trigger("target", spec => spec with { Start = StartPosition.Earliest });
        await Apply();
        await Publish("3");
        Assert.Equal(["1", "3"], await Targets["target"].WaitForDelivered(2));
        Assert.Equal(1, (await Status()).End.Value);
    }

    [Fact]
    public async Task A_trigger_may_come_before_its_broker()
    {
        Trigger("target");
        await Apply();
        Broker();
        await Apply();
        await Publish("1");
        Assert.Equal(["1"], await Targets["target"].WaitForDelivered(1));
    }

    [Fact]
    public async Task Status_tells_how_far_a_trigger_is()
    {
        var gate = new TaskCompletionSource();
        Targets["target"].Answer = async _ =>
        {
            await gate.Task;
            return Delivery.DeliveryOutcome.Success;
        };
        Broker();
        Trigger("target", spec => spec with { MaxInFlight = 2 });
        await Apply();
        Assert.Equal(SubscriptionPhase.Ready, (await TriggerOf("target").Status(default)).Phase);
        await Publish("1", "2", "3", "4", "5");
        await Eventually(async () => await TriggerOf("target").Status(default) is { InFlight: 2, LagEvents: 5, LagAge: not null });
        gate.SetResult();
        await Targets["target"].WaitForDelivered(5);
        await Eventually(async () => await TriggerOf("target").Status(default)
            is { InFlight: 0, LagEvents: 0, Delivered: 5, Phase: SubscriptionPhase.Running });
    }
}

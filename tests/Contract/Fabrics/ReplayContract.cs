using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Journals;
using Fabric.Replays;

namespace Fabric.Contract.Fabrics;

/// <summary>What a trigger delivers again, beside what it delivers anyway.</summary>
public abstract class ReplayContract(FabricHosts hosts) : FabricContract(hosts)
{
    [Fact]
    public async Task A_replay_delivers_again_what_matches_and_disturbs_nothing_else()
    {
        Broker();
        Trigger("target", spec => spec with { Filter = Some.TypeIs("test") });
        Trigger("other");
        await Apply();
        await Publish(Some.Events(Some.Event("1"), Some.Event("x", "another"), Some.Event("2")));
        await Handled("target", 3);
        await Handled("other", 3);
        Assert.Equal(new ReplayOutcome(ReplayAnswer.Started, 3), await Replay("target"));
        await Publish("3");
        await Completed("target");
        await Targets["target"].WaitForDelivered(5);
        Assert.Equal(["1", "1", "2", "2", "3"], Targets["target"].DeliveredIds.Order());
        Assert.Equal(["1", "2"], Targets["target"].DeliveredIds.Where(id => id != "3").TakeLast(2));
        Assert.Equal(4, (await Targets["other"].WaitForDelivered(4)).Length);
        await Eventually(async () => await TriggerOf("target").Status(default)
            is { LagEvents: 0, Delivered: 5, Replay: { Events: 3, Left: 0, Delivered: 2, DeadLettered: 0, EndedAt: not null } });
        var trace = await TriggerOf("target").Trace(new TraceRequest(0, (await Status()).Log!.Value, new Offset(2), "2", "/tests"), default);
        Assert.Equal([AttemptCause.Delivery, AttemptCause.Replay], trace.Attempts.Select(attempt => attempt.Cause));
    }

    [Fact]
    public async Task A_replay_begins_and_ends_where_it_was_asked_to()
    {
        Broker();
        Trigger("target");
        await Apply();
        await Publish("0", "1", "2", "3");
        await Handled("target", 4);
        Assert.Equal(2, (await Replay("target", StartPosition.At(new Offset(1)), new Offset(3))).Events);
        await Completed("target");
        Assert.Equal(["1", "2"], Targets["target"].DeliveredIds[4..]);

        var read = await Host.Fabric.Broker(Orders, 0).Read(new ReadRequest(new Offset(3), null, 1, 1, TimeSpan.Zero), default);
        var since = await Replay("target", StartPosition.At(read.Events[0].AppendedAt));
        Assert.Equal(ReplayAnswer.Started, since.Answer);
        await Completed("target");
        Assert.Equal("3", Targets["target"].DeliveredIds[^1]);
        var nothing = await Replay("target", StartPosition.At(TimeProvider.System.GetUtcNow().AddDays(1)));
        Assert.Equal(ReplayAnswer.Nothing, nothing.Answer);
        Assert.Equal(ReplayAnswer.NotReady, (await Replay("nobody")).Answer);
    }

    [Fact]
    public async Task A_replay_keeps_the_order_of_a_source_and_leaves_most_lanes_to_new_events()
    {
        Broker();
        Trigger("target", spec => spec with { MaxInFlight = 8 });
        await Apply();
        string[] ids = [.. Enumerable.Range(0, 200).Select(id => $"{id:000}")];
        await Publish(Some.Events(ids.Select(id => Some.Event(id, source: $"/{id[^1]}"))));
        await Handled("target", 200);
        var gate = new TaskCompletionSource();
        Targets["target"].Answer = async received =>
        {
            if (received.Id != "new")
                await gate.Task;
            return DeliveryOutcome.Success;
        };
        var before = Targets["target"].Attempts.Count;
        await Replay("target");
        await Targets["target"].WaitForAttempts(before + 2);
        await Publish("new");
        await Targets["target"].WaitForDelivered(201);
        Assert.Equal(before + 3, Targets["target"].Attempts.Count);
        gate.SetResult();
        await Completed("target");
        var again = Targets["target"].DeliveredIds[201..];
        Assert.Equal(200, again.Length);
        Assert.All(again.GroupBy(id => id[^1]), source => Assert.Equal(source.Order(), source));
    }

    [Fact]
    public async Task What_fails_in_a_replay_is_tried_again_and_then_a_dead_letter()
    {
        Broker();
        Trigger("target");
        await Apply();
        await Publish("1", "2");
        await Handled("target", 2);
        Targets["target"].Answer = received => Task.FromResult(received.Id == "1" ? ScriptedTarget.Retryable() : DeliveryOutcome.Success);
        await Replay("target");
        await Completed("target");
        Assert.Equal(4, Targets["target"].Attempts.Skip(2).Count(attempt => attempt.Event.Id == "1"));
        Assert.Equal(["1"], (await TriggerOf("target").DeadLetters(default, 10, default)).Events.Ids());
        Assert.True(await TriggerOf("target").Status(default) is { Replay: { Delivered: 1, DeadLettered: 1 }, DeadLettered: 1 });
    }

    [Fact]
    public async Task A_replay_can_be_stopped_and_there_is_one_at_a_time()
    {
        Broker();
        Trigger("target");
        await Apply();
        await Publish("1", "2", "3");
        await Handled("target", 3);
        var gate = new TaskCompletionSource();
        Targets["target"].Answer = async _ =>
        {
            await gate.Task;
            return DeliveryOutcome.Success;
        };
        Assert.False(await TriggerOf("target").StopReplay(default));
        await Replay("target");
        await Targets["target"].WaitForAttempts(4);
        Assert.Equal(ReplayAnswer.Busy, (await Replay("target")).Answer);
        Assert.True(await TriggerOf("target").StopReplay(default));
        Assert.False(await TriggerOf("target").StopReplay(default));
        gate.SetResult();
        await Targets["target"].WaitForDelivered(4);
        await Eventually(async () => (await Replay("target", StartPosition.At(new Offset(2)))).Answer == ReplayAnswer.Started);
        await Completed("target");
        Assert.Equal(["1", "3"], Targets["target"].DeliveredIds[3..]);
    }

    [Fact]
    public async Task A_paused_trigger_replays_when_it_goes_on_and_delivers_nothing_twice_that_still_waits()
    {
        Broker();
        Trigger("target");
        Targets["target"].Answer = received => Task.FromResult(received.Id == "2" ? ScriptedTarget.Retryable() : DeliveryOutcome.Success);
        Trigger("target", spec => spec with { Retry = new RetryPolicy { BackoffDelay = TimeSpan.FromHours(1), MaxBackoff = TimeSpan.FromHours(1) } });
        await Apply();
        await Publish("1", "2");
        await Targets["target"].WaitForAttempts(2);
        await Targets["target"].WaitFor("1");
        Trigger("target", spec => spec with { Paused = true });
        await Apply();
        await Publish("3");
        Assert.Equal(ReplayAnswer.Started, (await Replay("target")).Answer);
        Assert.Equal(2, (await TriggerOf("target").Status(default)).Replay!.Left);
        Assert.Single(Targets["target"].Delivered);
        Targets["target"].Answer = _ => Task.FromResult(DeliveryOutcome.Success);
        Trigger("target");
        await Apply();
        await Completed("target");
        Assert.Equal(["1", "1", "2", "3"], (await Targets["target"].WaitForDelivered(4)).Order());
        await Handled("target", 3);
        Assert.Equal(4, Targets["target"].Delivered.Count);
    }

    private async Task<ReplayOutcome> Replay(string trigger, StartPosition? from = null, Offset? end = null) =>
        await TriggerOf(trigger).Replay(new ReplayRequest { From = from ?? StartPosition.Earliest, EndOffset = end }, default);

    private Task Completed(string trigger) =>
        Eventually(async () => await TriggerOf(trigger).Status(default) is { Replay.Phase: ReplayPhase.Completed, InFlight: 0 });

    private async Task Handled(string trigger, long end)
    {
        await Eventually(async () => await TriggerOf(trigger).Status(default) is { LagEvents: 0, InFlight: 0 });
        Assert.True((await Status()).End.Value >= end);
    }
}

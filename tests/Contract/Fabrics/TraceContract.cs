using Fabric.Delivery;
using Fabric.Events;
using Fabric.Journals;

namespace Fabric.Contract.Fabrics;

/// <summary>What a trigger knows about the events that it delivered, or tried to.</summary>
public abstract class TraceContract(FabricHosts hosts) : FabricContract(hosts)
{
    [Fact]
    public async Task A_delivery_that_succeeds_at_once_is_known_with_its_time_and_status()
    {
        Targets["target"].Answer = _ => Task.FromResult(DeliveryOutcome.Success with { Code = 204 });
        Broker();
        Trigger("target");
        await Apply();
        var before = TimeProvider.System.GetUtcNow();
        await Publish("1");
        await Targets["target"].WaitForDelivered(1);
        var trace = await Handled("target", "1");
        var attempt = Assert.Single(trace.Attempts);
        Assert.Equal((AttemptResult.Delivered, 1, 204), (attempt.Result, attempt.Number, attempt.Code));
        Assert.InRange(attempt.At, before, TimeProvider.System.GetUtcNow());
        Assert.True(trace.KeptSince <= before);
    }

    [Fact]
    public async Task Every_failure_is_known_with_its_reason_until_the_success()
    {
        var attempts = 0;
        Targets["flaky"].Answer = _ => Task.FromResult(++attempts < 3 ? ScriptedTarget.Retryable() : DeliveryOutcome.Success);
        Broker();
        Trigger("flaky");
        await Apply();
        await Publish("1");
        await Targets["flaky"].WaitForDelivered(1);
        var trace = await Handled("flaky", "1");
        Assert.Equal(
            [(1, AttemptResult.Retried, 503, "HTTP 503"), (2, AttemptResult.Retried, 503, "HTTP 503"), (3, AttemptResult.Delivered, null, null)],
            trace.Attempts.Select(each => (each.Number, each.Result, each.Code, each.Reason)));
        Assert.All(trace.Attempts, each => Assert.Equal(new Uri("http://flaky/"), each.Destination));
    }

    [Fact]
    public async Task A_dead_letter_is_known_with_where_it_went_and_its_redrive()
    {
        var refuses = true;
        Targets["target"].Answer = _ => Task.FromResult(refuses ? ScriptedTarget.Failed(422) : DeliveryOutcome.Success);
        Targets["sunk"].Answer = Targets["target"].Answer;
        Broker();
        Trigger("target");
        Trigger("sunk", spec => spec with { DeadLetterSink = ScriptedTargets.Destination("sink") });
        await Apply();
        await Publish("1");
        await Targets["sink"].WaitForDelivered(1);
        Assert.Equal(
            [(AttemptResult.GivenUp, false), (AttemptResult.Delivered, true)],
            (await Handled("sunk", "1")).Attempts.Select(each => (each.Result, each.ToSink)));
        var kept = (await Handled("target", "1")).Attempts;
        Assert.Equal([AttemptResult.GivenUp, AttemptResult.Kept], kept.Select(each => each.Result));
        Assert.Equal("HTTP 422", kept[1].Reason);

        refuses = false;
        Assert.Equal(1, await TriggerOf("target").Redrive([], default));
        var redriven = (await Handled("target", "1")).Attempts[^1];
        Assert.Equal((AttemptCause.Redrive, AttemptResult.Delivered, 2), (redriven.Cause, redriven.Result, redriven.Number));
    }

    [Fact]
    public async Task A_reply_is_known_by_its_id()
    {
        Targets["service"].Answer = received => Task.FromResult(ScriptedTarget.Reply(Some.Event($"reply-to-{received.Id}", "reply", "/service")));
        Broker();
        Trigger("service", spec => spec with { Filter = Some.TypeIs("test") });
        await Apply();
        await Publish("1");
        await Targets["service"].WaitForDelivered(1);
        var attempt = Assert.Single((await Handled("service", "1")).Attempts);
        Assert.Equal(("reply-to-1", "/service"), (attempt.ReplyId, attempt.ReplySource));
    }

    [Fact]
    public async Task An_event_on_its_way_says_how_far_it_is()
    {
        var gate = new TaskCompletionSource();
        Broker();
        Trigger("first");
        await Apply();
        await Publish("0");
        await Targets["first"].WaitForDelivered(1);
        Targets["target"].Answer = async received =>
        {
            if (received.Id == "2")
                return ScriptedTarget.Retryable();
            await gate.Task;
            return DeliveryOutcome.Success;
        };
        Trigger("target", spec => spec with { MaxInFlight = 1, Retry = Quick with { BackoffDelay = TimeSpan.FromHours(1) } });
        Trigger("paused", spec => spec with { Paused = true });
        await Apply();
        await Publish("2");
        await Eventually(async () => (await Trace("target", "2")).Progress == EventProgress.Retrying);
        await Publish("3", "4");
        await Targets["target"].WaitForAttempts(2);
        Assert.Equal(EventProgress.BeforeStart, (await Trace("target", "0")).Progress);
        Assert.NotNull((await Trace("target", "2")).NextAt);
        await Eventually(async () => (await Trace("target", "3")).Progress == EventProgress.InFlight
            && (await Trace("target", "4")).Progress is EventProgress.Waiting or EventProgress.NotRead);
        var paused = await Trace("paused", "3");
        Assert.Equal((EventProgress.NotRead, "the trigger is paused"), (paused.Progress, paused.Held));
        gate.SetResult();
        await Targets["target"].WaitForDelivered(2);
    }

    [Fact]
    public async Task A_trigger_that_is_not_there_knows_nothing() =>
        Assert.Equal(
            EventProgress.Unknown,
            (await TriggerOf("nobody").Trace(new TraceRequest(0, Guid.Empty, default, "1", "/tests"), default)).Progress);

    private async Task<EventTrace> Handled(string trigger, string id)
    {
        await Eventually(async () => (await Trace(trigger, id)).Progress == EventProgress.Handled);
        return await Trace(trigger, id);
    }

    private async Task<EventTrace> Trace(string trigger, string id)
    {
        var broker = Host.Fabric.Broker(Orders, 0);
        var log = (await broker.Status(default)).Log!.Value;
        var read = await broker.Read(new(default, Some.Filter($$"""{"exact": {"id": "{{id}}"} }"""), 1, 1, TimeSpan.Zero), default);
        return await TriggerOf(trigger).Trace(new TraceRequest(0, log, new(read.Events[0].Offset), id, "/tests"), default);
    }
}

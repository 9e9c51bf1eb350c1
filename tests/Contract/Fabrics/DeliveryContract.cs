using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Triggers;

namespace Fabric.Contract.Fabrics;

/// <summary>What becomes of a delivery: success, reply, retry, dead letter.</summary>
public abstract class DeliveryContract(FabricHosts hosts) : FabricContract(hosts)
{
    [Fact]
    public async Task A_reply_is_published_to_the_broker_with_one_hop_more()
    {
        Targets["service"].Answer = received =>
            Task.FromResult(ScriptedTarget.Reply(Some.Event($"reply-to-{received.Id}", "reply")));
        Broker();
        Trigger("service", spec => spec with { Filter = Some.TypeIs("request") });
        Trigger("replies", spec => spec with { Filter = Some.TypeIs("reply") });
        await Apply();
        await Publish(Some.Events(Some.Event("1", "request")));
        Assert.Equal(["reply-to-1"], await Targets["replies"].WaitForDelivered(1));
        Assert.Equal(0, Targets["service"].Attempts[0].Hops);
        Assert.Equal(1, Targets["replies"].Attempts[0].Hops);
    }

    [Fact]
    public async Task A_loop_of_replies_ends()
    {
        Targets["echo"].Answer = received => Task.FromResult(ScriptedTarget.Reply(received with { Id = received.Id + "+" }));
        Broker();
        Trigger("echo");
        await Apply();
        await Publish("1");
        await Eventually(async () => (await TriggerOf("echo").Status(default)).DeadLettered == 1);
        Assert.InRange(Targets["echo"].Attempts.Count, 200, 256);
    }

    [Fact]
    public async Task What_may_succeed_later_is_tried_again()
    {
        var attempts = 0;
        Targets["flaky"].Answer = _ =>
            Task.FromResult(++attempts < 3 ? ScriptedTarget.Retryable() : DeliveryOutcome.Success);
        Broker();
        Trigger("flaky");
        await Apply();
        await Publish("1");
        Assert.Equal(["1"], await Targets["flaky"].WaitForDelivered(1));
        Assert.Equal(3, Targets["flaky"].Attempts.Count);
        await Eventually(async () => await TriggerOf("flaky").Status(default) is { Retried: 2, Delivered: 1, InFlight: 0 });
    }

    [Fact]
    public async Task What_will_not_succeed_goes_to_the_dead_letter_sink_at_once()
    {
        Targets["target"].Answer = _ => Task.FromResult(ScriptedTarget.Failed(400, "no such order"));
        Broker();
        Trigger("target", spec => spec with { DeadLetterSink = ScriptedTargets.Destination("sink") });
        await Apply();
        await Publish("1");
        await Targets["sink"].WaitForDelivered(1);
        Assert.Single(Targets["target"].Attempts);
        var letter = Targets["sink"].Delivered[0];
        Assert.Equal("1", letter.Id);
        Assert.Equal("400", letter.Extensions["knativeerrorcode"]);
        Assert.Equal("http://target/", letter.Extensions["knativeerrordest"]);
        Assert.Contains("no such order", System.Text.Encoding.UTF8.GetString(
            Convert.FromBase64String(letter.Extensions["knativeerrordata"])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_last_retry_an_event_goes_to_the_dead_letter_sink()
    {
        Targets["target"].Answer = _ => Task.FromResult(ScriptedTarget.Retryable(500));
        Broker();
        Trigger("target", spec => spec with { DeadLetterSink = ScriptedTargets.Destination("sink") });
        await Apply();
        await Publish("1");
        await Targets["sink"].WaitForDelivered(1);
        Assert.Equal(1 + Quick.Retries, Targets["target"].Attempts.Count);
        Assert.Equal("500", Targets["sink"].Delivered[0].Extensions["knativeerrorcode"]);
    }

    [Fact]
    public async Task Without_a_sink_dead_letters_are_kept_to_be_redriven_or_purged()
    {
        Targets["target"].Answer = _ => Task.FromResult(ScriptedTarget.Failed());
        Broker();
        Trigger("target");
        await Apply();
        await Publish("1", "2", "3");
        var trigger = TriggerOf("target");
        await Eventually(async () => (await trigger.Status(default)).DeadLettersKept == 3);
        var page = await trigger.DeadLetters(Offset.Zero, 10, default);
        Assert.Equal(["1", "2", "3"], page.Events.Ids().Order());
        Assert.Equal(3, page.Total);

        Targets["target"].Answer = _ => Task.FromResult(DeliveryOutcome.Success);
        Assert.Equal(1, await trigger.Purge([new Offset(page.Events[0].Offset)], default));
        Assert.Equal(2, await trigger.Redrive([], default));
        Assert.Equal(page.Events.Ids()[1..].Order(), (await Targets["target"].WaitForDelivered(2)).Order());
        Assert.Equal(0, (await trigger.DeadLetters(Offset.Zero, 10, default)).Total);
    }

    [Fact]
    public async Task A_target_that_is_down_does_not_hurt_others_and_gets_everything_when_it_returns()
    {
        Targets["down"].Answer = _ => Task.FromResult(ScriptedTarget.Retryable());
        Broker();
        Trigger("down", spec => spec with { Retry = new RetryPolicy { BackoffDelay = TimeSpan.FromMilliseconds(20) } });
        Trigger("up");
        await Apply();
        var ids = Enumerable.Range(0, 100).Select(id => $"{id}").ToArray();
        await Publish(ids);
        Assert.Equal(ids.Order(), (await Targets["up"].WaitForDelivered(100)).Order());
        await Targets["down"].WaitForAttempts(1);

        Targets["down"].Answer = _ => Task.FromResult(DeliveryOutcome.Success);
        Assert.Equal(ids.Order(), (await Targets["down"].WaitForDelivered(100)).Order());
    }

    [Fact]
    public async Task No_more_deliveries_are_open_than_allowed()
    {
        var gate = new TaskCompletionSource();
        Targets["target"].Answer = async _ =>
        {
            await gate.Task;
            return DeliveryOutcome.Success;
        };
        Broker();
        Trigger("target", spec => spec with { MaxInFlight = 3 });
        await Apply();
        await Publish([.. Enumerable.Range(0, 20).Select(id => $"{id}")]);
        await Targets["target"].WaitForAttempts(3);
        gate.SetResult();
        await Targets["target"].WaitForDelivered(20);
        Assert.Equal(3, Targets["target"].MostOpen);
    }

    [Fact]
    public async Task Ordered_delivery_keeps_the_order_of_each_key_and_no_key_waits_for_another()
    {
        var failing = true;
        Targets["target"].Answer = received => Task.FromResult(
            failing && received.Source == "/a" ? ScriptedTarget.Retryable(409) : DeliveryOutcome.Success);
        Broker();
        Trigger("target", spec => spec with { Order = DeliveryOrder.Ordered, Retry = Quick with { Retries = null } });
        await Apply();
        await Publish(Some.Events(Enumerable.Range(0, 20).Select(id => Some.Event($"{id}", source: id % 2 == 0 ? "/a" : "/b"))));
        var odd = Enumerable.Range(0, 10).Select(id => $"{(2 * id) + 1}").ToArray();
        Assert.Equal(odd, await Targets["target"].WaitForDelivered(10));

        failing = false;
        var all = await Targets["target"].WaitForDelivered(20);
        Assert.Equal(Enumerable.Range(0, 10).Select(id => $"{2 * id}"), all.Except(odd));
    }
}

using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Contract.Fabrics;

/// <summary>What is published, kept and selected.</summary>
public abstract class PublishContract(FabricHosts hosts) : FabricContract(hosts)
{
    [Fact]
    public async Task An_event_reaches_every_trigger_that_matches_and_no_other()
    {
        Broker();
        Trigger("all");
        Trigger("red", spec => spec with { Filter = Some.TypeIs("red") });
        Trigger("blue", spec => spec with { Filter = Some.TypeIs("blue") });
        await Apply();
        await Publish(Some.Events(Some.Event("1", "red"), Some.Event("2", "blue"), Some.Event("3", "red"), Some.Event("4", "green")));

        Assert.Equal(["1", "2", "3", "4"], (await Targets["all"].WaitForDelivered(4)).Order());
        Assert.Equal(["1", "3"], (await DeliveredBefore(Targets["red"], Some.Event("5", "red"))).Order());
        Assert.Equal(["2"], await DeliveredBefore(Targets["blue"], Some.Event("6", "blue")));
    }

    [Fact]
    public async Task An_event_arrives_as_it_was_published()
    {
        Broker();
        Trigger("target");
        await Apply();
        var published = Some.Event("1") with
        {
            Subject = "käse/100%",
            Time = "2026-02-03T04:05:06.123456789Z",
            DataSchema = "urn:schema",
            DataContentType = "application/json",
            Extensions = Some.Event("").Extensions.Add("traceparent", "none").Add("number", "-7"),
            Data = " {\"a\" : 1e400}\r\n\0"u8.ToArray(),
        };
        await Publish(published.ToBatch());
        await Targets["target"].WaitForDelivered(1);
        var delivered = Targets["target"].Delivered[0];
        Assert.Equal(published.Data!.Value.ToArray(), delivered.Data!.Value.ToArray());
        Assert.Equal(published.Extensions, delivered.Extensions);
        Assert.Equal(published with { Data = null, Extensions = delivered.Extensions }, delivered with { Data = null });
    }

    [Fact]
    public async Task A_broker_that_does_not_exist_is_not_found()
    {
        await Apply();
        Assert.Equal(PublishStatus.NotFound, (await TryPublish(Some.Events("1"))).Status);
        Assert.Equal(PublishStatus.NotFound, (await Host.Fabric.Broker(Orders, 0).Publish(Some.Events("1"), PublishKind.Ingest, default)).Status);
        Assert.False((await Status()).Found);
    }

    [Fact]
    public async Task Many_publish_at_once_and_every_event_is_kept_once()
    {
        Broker();
        Trigger("target");
        await Apply();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async publisher =>
        {
            for (var number = 0; number < 10; number++)
                await Publish($"{publisher}.{number}");
        }));
        var delivered = await Targets["target"].WaitForDelivered(200);
        Assert.Equal(200, delivered.Distinct().Count());
        Assert.Equal(200, (await Status()).End.Value);
    }

    [Fact]
    public async Task The_same_event_within_the_window_is_stored_once()
    {
        Broker(spec => spec with { DedupeWindow = TimeSpan.FromMinutes(10) });
        Trigger("target");
        await Apply();
        await Publish("1", "2");
        var again = await TryPublish(Some.Events("2", "3"));
        Assert.Equal((PublishStatus.Accepted, 1, 1), (again.Status, again.Stored, again.Duplicates));
        Assert.Equal(["1", "2", "3"], (await DeliveredBefore(Targets["target"], Some.Event("4"))).Order());
    }

    [Fact]
    public async Task A_full_broker_refuses_until_its_triggers_catch_up_and_loses_nothing()
    {
        var gate = new TaskCompletionSource();
        Targets["slow"].Answer = async _ =>
        {
            await gate.Task;
            return Delivery.DeliveryOutcome.Success;
        };
        Broker(spec => spec with { Limits = new LogLimits { MaxEvents = 20 } });
        Trigger("slow", spec => spec with { MaxInFlight = 2 });
        await Apply();
        var accepted = 0;
        while ((await TryPublish(Some.Events($"{accepted}"))) is var outcome && outcome.Status == PublishStatus.Accepted)
            Assert.InRange(++accepted, 1, 20);
        var refused = await TryPublish(Some.Events("refused"));
        Assert.Equal(PublishStatus.Full, refused.Status);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal(20, accepted);

        gate.SetResult();
        await Eventually(async () => (await TryPublish(Some.Events("last"))).Status == PublishStatus.Accepted);
        var delivered = await Targets["slow"].WaitForDelivered(21);
        Assert.Equal(Enumerable.Range(0, 20).Select(id => $"{id}").Append("last").Order(), delivered.Order());
    }

    [Fact]
    public async Task A_broker_that_drops_the_oldest_never_refuses_and_counts_what_it_dropped()
    {
        Targets["dead"].Answer = _ => Task.FromResult(ScriptedTarget.Retryable());
        Broker(spec => spec with { Limits = new LogLimits { MaxEvents = 10, Overflow = Overflow.DropOldest } });
        Trigger("dead", spec => spec with { MaxInFlight = 1, Retry = new() });
        await Apply();
        for (var id = 0; id < 50; id++)
            await Publish($"{id}");
        var status = await Status();
        Assert.Equal(50, status.End.Value);
        Assert.InRange(status.End - status.First, 1, 10);
        Assert.True(status.Dropped > 0);
    }

    [Fact]
    public async Task A_filter_that_matches_nothing_never_fills_the_broker()
    {
        Broker(spec => spec with { Limits = new LogLimits { MaxEvents = 20 } });
        Trigger("nothing", spec => spec with { Filter = Some.TypeIs("never") });
        await Apply();
        for (var id = 0; id < 100; id++)
            await Eventually(async () => (await TryPublish(Some.Events($"{id}"))).Status == PublishStatus.Accepted);
        Assert.Empty(Targets["nothing"].Attempts);
    }

    [Fact]
    public async Task Events_of_one_key_keep_their_order_across_partitions()
    {
        Broker(spec => spec with { Partitions = 4 });
        Trigger("target", spec => spec with { Order = Triggers.DeliveryOrder.Ordered });
        await Apply();
        for (var round = 0; round < 10; round++)
            await Publish(Some.Events(Enumerable.Range(0, 8).Select(key => Some.Event($"{round}", source: $"/{key}"))));
        await Targets["target"].WaitForDelivered(80);
        foreach (var key in Targets["target"].Delivered.GroupBy(delivered => delivered.Source))
            Assert.Equal(Enumerable.Range(0, 10).Select(round => $"{round}"), key.Select(delivered => delivered.Id));
        var used = 0;
        for (var partition = 0; partition < 4; partition++)
            used += (await Host.Fabric.Broker(Orders, partition).Status(default)).End > Offset.Zero ? 1 : 0;
        Assert.True(used > 1);
    }
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Contract.Time;
using Fabric.Events;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Brokers;

public sealed class PublisherTests : IFabric
{
    private static readonly ResourceName Orders = new("default", "orders");
    private static readonly ResourceName Keyed = new("default", "keyed");

    private readonly ConcurrentDictionary<(ResourceName, int), ScriptedBroker> _brokers = [];
    private readonly ManualClock _clock = new();
    private readonly Publisher _publisher;

    public PublisherTests()
    {
        var topology = new TopologyHolder();
        topology.Set(new Topology
        {
            Brokers = new Dictionary<ResourceName, BrokerSpec>
            {
                [Orders] = new(),
                [Keyed] = new() { Partitions = 4 },
            }.ToFrozenDictionary(),
        });
        _publisher = new Publisher(this, topology, _clock);
    }

    private ScriptedBroker Broker => Scripted(Orders, 0);

    IBroker IFabric.Broker(ResourceName broker, int partition) => Scripted(broker, partition);

    ITrigger IFabric.Trigger(ResourceName trigger) => throw new NotSupportedException();

    [Fact]
    public async Task An_unknown_broker_is_not_found()
    {
        var outcome = await Publish(Some.Events("1"), broker: new("default", "nowhere"));
        Assert.Equal(PublishStatus.NotFound, outcome.Status);
        Assert.Contains("default/nowhere", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_arrives_during_a_call_is_joined_into_the_next_and_everybody_gets_his_own_count()
    {
        var first = Publish(Some.Events("1"));
        var call = await Broker.NextCall();
        var (second, third) = (Publish(Some.Events("2", "3")), Publish(Some.Events("4")));
        Assert.False(Broker.HasCall);
        call.Accept();
        Assert.Equal(1, (await first).Stored);

        var joined = await Broker.NextCall();
        Assert.Equal(["2", "3", "4"], joined.Events.Ids());
        joined.Accept();
        Assert.Equal((2, 1), ((await second).Stored, (await third).Stored));
    }

    [Fact]
    public async Task Duplicates_are_told_to_whom_they_belong()
    {
        var first = Publish(Some.Events("1"));
        var call = await Broker.NextCall();
        var (second, third) = (Publish(Some.Events("2", "3")), Publish(Some.Events("4", "5", "6")));
        call.Accept();
        var joined = await Broker.NextCall();
        joined.Answer.SetResult(new PublishOutcome(PublishStatus.Accepted, 3, 2) { DuplicateIndexes = [1, 4] });
        Assert.Equal(new[] { 1 }, (await second).DuplicateIndexes.AsEnumerable());
        Assert.Equal((1, 1), ((await second).Stored, (await second).Duplicates));
        Assert.Equal(new[] { 2 }, (await third).DuplicateIndexes.AsEnumerable());
        Assert.Equal((2, 1), ((await third).Stored, (await third).Duplicates));
        await first;
    }

    [Fact]
    public async Task A_loop_is_refused_before_it_meets_others()
    {
        var outcome = await Publish(Some.EventWithHops("loop", PublishOutcome.MaxHops));
        Assert.Equal(PublishStatus.TooManyHops, outcome.Status);
        Assert.False(Broker.HasCall);
    }

    [Fact]
    public async Task What_is_refused_together_is_tried_in_parts_so_that_what_fits_is_kept()
    {
        var first = Publish(Some.Events("1"));
        var call = await Broker.NextCall();
        var small = Publish(Some.Events("2"));
        var large = Publish(Some.Events("3", "4", "5"));
        call.Accept();
        (await Broker.NextCall()).Refuse(PublishStatus.Full);
        (await Broker.NextCall()).Accept();
        (await Broker.NextCall()).Refuse(PublishStatus.Full);
        Assert.Equal(PublishStatus.Accepted, (await small).Status);
        Assert.Equal(PublishStatus.Full, (await large).Status);
        await first;
    }

    [Fact]
    public async Task Once_a_batch_alone_was_refused_no_larger_one_is_tried()
    {
        var first = Publish(Some.Events("1"));
        var call = await Broker.NextCall();
        var others = Enumerable.Range(0, 8).Select(id => Publish(Some.Events($"{id}"))).ToArray();
        call.Accept();
        foreach (var expected in new[] { 8, 4, 2, 1 })
        {
            var refused = await Broker.NextCall();
            Assert.Equal(expected, refused.Events.Count);
            refused.Refuse(PublishStatus.Full);
        }

        Assert.All(await Task.WhenAll(others), outcome => Assert.Equal(PublishStatus.Full, outcome.Status));
        Assert.False(Broker.HasCall);
        await first;
    }

    [Fact]
    public async Task A_host_that_throws_makes_the_broker_unavailable_and_the_next_call_is_made()
    {
        var failed = Publish(Some.Events("1"));
        (await Broker.NextCall()).Answer.SetException(new InvalidOperationException("silo lost"));
        Assert.Equal(PublishStatus.Unavailable, (await failed).Status);
        Assert.Contains("silo lost", (await failed).Reason, StringComparison.Ordinal);

        var next = Publish(Some.Events("2"));
        (await Broker.NextCall()).Accept();
        Assert.Equal(PublishStatus.Accepted, (await next).Status);
    }

    [Fact]
    public async Task Too_much_waiting_for_a_broker_that_hangs_is_refused_and_others_go_on()
    {
        var hanging = Publish(Large());
        await Broker.NextCall();
        var waiting = Publish(Large());
        var refused = await Publish(Large());
        Assert.Equal(PublishStatus.Full, refused.Status);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);

        var other = Publish(Some.Events("1"), broker: Keyed);
        var partition = Partitioning.Of(Some.Events("1")[0], 4);
        (await Scripted(Keyed, partition).NextCall()).Accept();
        Assert.Equal(PublishStatus.Accepted, (await other).Status);
        Assert.False(hanging.IsCompleted || waiting.IsCompleted);

        static EventBatch Large() =>
            Some.Events(Some.Event("large") with { Data = new byte[12 << 20] });
    }

    [Fact]
    public async Task A_broker_that_never_answers_is_unavailable_after_a_while()
    {
        var hanging = Publish(Some.Events("1"));
        await Broker.NextCall();
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(PublishStatus.Unavailable, (await hanging).Status);
    }

    [Fact]
    public async Task Replies_do_not_wait_behind_what_comes_from_outside()
    {
        var ingest = Publish(Some.Events("1"));
        var call = await Broker.NextCall();
        var reply = Publish(Some.Events("2"), PublishKind.Reply);
        var replyCall = await Broker.NextCall();
        Assert.Equal(PublishKind.Reply, replyCall.Kind);
        replyCall.Accept();
        Assert.Equal(PublishStatus.Accepted, (await reply).Status);
        call.Accept();
        await ingest;
    }

    [Fact]
    public async Task Events_of_one_key_go_to_one_partition_in_order_and_the_answer_is_for_all()
    {
        var events = Enumerable.Range(0, 40).Select(id => Some.Event($"{id}") with
        {
            Extensions = Some.Event("").Extensions.Add("partitionkey", $"key{id % 5}"),
        });
        var batch = Some.Events(events);
        var publishing = Publish(batch, broker: Keyed);
        var used = batch.Records.ToArray().Select(record => Partitioning.Of(record, 4)).Distinct().ToArray();
        Assert.True(used.Length > 1);
        var total = 0;
        foreach (var partition in used)
        {
            var call = await Scripted(Keyed, partition).NextCall();
            var ids = call.Events.Ids().Select(int.Parse).ToArray();
            Assert.Equal(ids.Order(), ids);
            Assert.All(call.Events.Records.ToArray(), record => Assert.Equal(partition, Partitioning.Of(record, 4)));
            total += ids.Length;
            call.Answer.SetResult(new PublishOutcome(PublishStatus.Accepted, ids.Length - 1, 1) { DuplicateIndexes = [0] });
        }

        var outcome = await publishing;
        Assert.Equal((40, 40 - used.Length, used.Length), (total, outcome.Stored, outcome.Duplicates));
        var firsts = used.Select(partition => batch.Records.ToArray().ToList().FindIndex(record => Partitioning.Of(record, 4) == partition));
        Assert.Equal(firsts.Order(), outcome.DuplicateIndexes);
    }

    [Fact]
    public async Task A_partition_that_refuses_makes_the_whole_answer_a_refusal()
    {
        var batch = Some.Events(Enumerable.Range(0, 20).Select(id => Some.Event($"{id}", source: $"/{id}")));
        var publishing = Publish(batch, broker: Keyed);
        var used = batch.Records.ToArray().Select(record => Partitioning.Of(record, 4)).Distinct().ToArray();
        foreach (var partition in used)
        {
            var call = await Scripted(Keyed, partition).NextCall();
            if (partition == used[^1])
                call.Refuse(PublishStatus.Full);
            else
                call.Accept();
        }

        Assert.Equal(PublishStatus.Full, (await publishing).Status);
    }

    [Theory]
    [InlineData("a", 5)]
    [InlineData("order-4711", 2)]
    [InlineData("/sensors/7", 0)]
    public void The_partition_of_a_key_never_changes(string key, int partition)
    {
        Assert.Equal(partition, Partitioning.Of(Some.Event("1", source: key).ToRecord(), 7));
        var keyed = Some.Event("1") with { Extensions = Some.Event("").Extensions.Add("partitionkey", key) };
        Assert.Equal(partition, Partitioning.Of(keyed.ToRecord(), 7));
    }

    private Task<PublishOutcome> Publish(
        EventBatch events, PublishKind kind = PublishKind.Ingest, ResourceName? broker = null) =>
        _publisher.Publish(broker ?? Orders, events, kind, default).AsTask();

    private ScriptedBroker Scripted(ResourceName broker, int partition) =>
        _brokers.GetOrAdd((broker, partition), _ => new ScriptedBroker());
}

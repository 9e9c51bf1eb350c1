using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Triggers;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Resolving;

public sealed class TriggerSpecTests : IDisposable
{
    private readonly World _world = new World().With(Manifest(Own, "Broker", "b", "'spec':{'storage':'File','partitions':3}"));

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Without_delivery_the_defaults_hold()
    {
        var trigger = Trigger("");
        Assert.Equal(new RetryPolicy(), trigger.Retry);
        Assert.Equal((DeliveryOrder.Unordered, 64, StartPosition.Latest, false), (trigger.Order, trigger.MaxInFlight, trigger.Start, trigger.Paused));
        Assert.Equal((3, true), (trigger.Partitions, trigger.Durable));
    }

    [Fact]
    public void Delivery_is_read_whole()
    {
        var trigger = Trigger("""
            ,'paused':true,'delivery':{'retry':3,'backoffPolicy':'linear','backoffDelay':'PT2S','timeout':'5s','retryAfterMax':'PT0S',
            'expireAfter':'P1D','order':'Ordered','maxInFlight':5}
            """);
        Assert.Equal(
            new RetryPolicy
            {
                Retries = 3, Backoff = BackoffPolicy.Linear, BackoffDelay = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(5),
                RetryAfterMax = TimeSpan.Zero, ExpireAfter = TimeSpan.FromDays(1),
            },
            trigger.Retry);
        Assert.Equal((DeliveryOrder.Ordered, 5, true), (trigger.Order, trigger.MaxInFlight, trigger.Paused));
        Assert.Equal("True Paused: spec.paused is true: events wait in the broker", _world.Condition("Trigger", "t", "Paused"));
        Assert.Equal("True", _world.Condition("Trigger", "t", "Ready"));
    }

    [Theory]
    [InlineData("{}", DeliveryContent.Binary)]
    [InlineData("{'contentMode':'structured'}", DeliveryContent.Structured)]
    [InlineData("{'contentMode':'batch'}", DeliveryContent.Batch)]
    public void Requests_carry_events_as_the_trigger_says(string delivery, DeliveryContent expected) =>
        Assert.Equal(expected, Trigger($",'delivery':{delivery}").Target!.Content);

    [Theory]
    [InlineData(",'start':'latest'", null, false, null)]
    [InlineData(",'start':'earliest'", null, true, null)]
    [InlineData(",'start':'2026-01-31T08:00:00.123456789+01:00'", null, false, "2026-01-31T07:00:00.1234567Z")]
    [InlineData(",'bounds':{'byId':{'start':'5'},'byDate':{'start':'2020-01-01T00:00:00Z'}}", 6L, false, null)]
    [InlineData(",'bounds':{'byId':{'start':'0'}}", null, true, null)]
    [InlineData(",'bounds':{'byId':{'start':'1526919030474-55'}}", null, false, "2018-05-21T16:10:30.474Z")]
    [InlineData(",'bounds':{'byDate':{'start':'2020-01-01T00:00:00Z'}}", null, false, "2020-01-01T00:00:00Z")]
    public void A_trigger_begins_where_it_says(string spec, long? offset, bool earliest, string? time)
    {
        var start = Trigger(spec).Start;
        Assert.Equal(
            (offset is { } value ? new Offset(value) : null, earliest, time is null ? null : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)),
            (start.Offset, start.FromEarliest, start.Time));
    }

    [Theory]
    [InlineData(",'bounds':{'byId':{'end':'9'}}", 9L, null)]
    [InlineData(",'bounds':{'byId':{'end':'1526919030474-0'}}", null, "2018-05-21T16:10:30.474Z")]
    [InlineData(",'bounds':{'byDate':{'end':'2020-01-01T00:00:00Z'}}", null, "2020-01-01T00:00:00Z")]
    public void A_trigger_ends_where_it_says(string spec, long? offset, string? time)
    {
        var trigger = Trigger(spec);
        Assert.Equal(offset is { } value ? new Offset(value) : null, trigger.EndOffset);
        Assert.Equal(time is null ? null : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), trigger.EndTime);
    }

    [Theory]
    [InlineData(",'filters':[{'exact':{'type':''}}]", "InvalidFilter")]
    [InlineData(",'filters':[{'cesql':'type = '}]", "InvalidFilter")]
    [InlineData(",'delivery':{'timeout':'x'}", "InvalidSpec")]
    public void A_trigger_with_a_fault_delivers_nothing(string spec, string reason)
    {
        var trigger = Trigger(spec);
        Assert.NotNull(trigger.Hold);
        Assert.Equal($"False {reason}: {trigger.Hold}", _world.Condition("Trigger", "t", "Ready"));
        Assert.Contains("spec.", trigger.Hold, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ordered", DeliveryOrder.Ordered, "")]
    [InlineData("unordered", DeliveryOrder.Unordered, "")]
    [InlineData("sorted", DeliveryOrder.Unordered, "must be ordered or unordered, but is \"sorted\"; it has no effect")]
    public void The_order_may_come_from_the_annotation_of_Knative(string order, DeliveryOrder expected, string note)
    {
        _world.With(Manifest(
            TriggerMesh, "Trigger", "t", "'spec':{'broker':{'kind':'Broker','name':'b'},'target':{'uri':'http://a'}}",
            $"'annotations':{{'kafka.eventing.knative.dev/delivery.order':'{order}'}}"));
        Assert.Equal(expected, _world.Topology().Triggers[new("default", "t")].Order);
        if (note.Length > 0)
            Assert.EndsWith(note, _world.Condition("Trigger", "t", "OrderAnnotation"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Knative_trigger_works_on_any_broker_of_its_name()
    {
        _world.With(Manifest("eventing.knative.dev/v1", "Trigger", "k", """
            'spec':{'broker':'b','filter':{'attributes':{'type':'t','mine':''}},'subscriber':{'uri':'http://a'}}
            """));
        var trigger = _world.Topology().Triggers[new("default", "k")];
        Assert.Equal((new ResourceName("default", "b"), null), (trigger.Broker, trigger.Hold));
        Assert.NotNull(trigger.Filter);
        var status = _world.Status("Trigger", "k");
        Assert.Equal("http://a", status.GetProperty("subscriberUri").GetString());
        Assert.Equal(
            "BrokerReady,DeadLetterSinkResolved,DependencyReady,Ready,SubscriberResolved,SubscriptionReady",
            string.Join(",", status.GetProperty("conditions").EnumerateArray().Select(each => each.GetProperty("type").GetString())));
    }

    [Fact]
    public void A_Knative_trigger_takes_the_delivery_of_its_broker()
    {
        _world.With(
            Manifest("eventing.knative.dev/v1", "Broker", "default", "'spec':{'delivery':{'retry':7,'deadLetterSink':{'uri':'http://d'}}}"),
            Manifest("eventing.knative.dev/v1", "Trigger", "k", "'spec':{'subscriber':{'uri':'http://a'}}"));
        var trigger = _world.Topology().Triggers[new("default", "k")];
        Assert.Equal((7, "http://d"), (trigger.Retry.Retries, trigger.DeadLetterSink?.Uri.OriginalString));
    }

    [Fact]
    public void Triggers_of_both_groups_share_their_names()
    {
        Trigger("");
        _world.With(Manifest("eventing.knative.dev/v1", "Trigger", "t", "'spec':{'broker':'b','subscriber':{'uri':'http://other'}}"));
        Assert.Equal("http://a", Assert.Single(_world.Topology().Triggers).Value.Target!.Uri.OriginalString);
        var loser = _world.Build().Statuses.Single(entry => entry.Key is { Group: "eventing.knative.dev", Kind: "Trigger" }).Value;
        Assert.Equal(
            "False NameTaken: the name default/t is taken by Trigger default/t of eventing.triggermesh.io, which is older; rename one of them",
            World.Read(loser, "Ready"));
    }

    private TriggerSpec Trigger(string spec) => _world
        .With(Manifest(TriggerMesh, "Trigger", "t", $"'spec':{{'broker':{{'kind':'Broker','name':'b'}},'target':{{'uri':'http://a'}}{spec}}}"))
        .Topology().Triggers[new("default", "t")];
}

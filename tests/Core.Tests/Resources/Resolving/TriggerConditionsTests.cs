using Fabric.Resources.Resolving;
using Fabric.Triggers;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Resolving;

public sealed class TriggerConditionsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly World _world = new World().With(Scenarios.Receiver());

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(SubscriptionPhase.Unknown, "True SubscriptionUnknown", "True")]
    [InlineData(SubscriptionPhase.Ready, "True SubscriptionReady", "True")]
    [InlineData(SubscriptionPhase.Running, "True SubscriptionRunning", "True")]
    [InlineData(SubscriptionPhase.Completed, "True SubscriptionCompleted", "True")]
    [InlineData(SubscriptionPhase.Failed, "False SubscriptionFailed: it broke", "False SubscriptionFailed: it broke")]
    public void The_phase_of_the_subscription_is_a_condition(SubscriptionPhase phase, string condition, string ready)
    {
        var live = new TriggerStatus { Phase = phase, LastError = "it broke" };
        var status = TriggerConditions.WithLive(_world.Status("Trigger", "all-events-to-event-display"), live, Now);
        Assert.Equal(condition, World.Read(status, "StatusConfigMapReady"));
        Assert.Equal(ready, World.Read(status, "Ready"));
    }

    [Fact]
    public void The_numbers_of_the_subscription_are_shown()
    {
        var live = new TriggerStatus
        {
            LagEvents = 9, LagAge = TimeSpan.FromSeconds(1.5), InFlight = 8, Delivered = 7, Retried = 6, DeadLettered = 5, DeadLettersKept = 4,
            LastError = "503", LastErrorAt = Now, TargetDown = true,
        };
        var status = TriggerConditions.WithLive(_world.Status("Trigger", "all-events-to-event-display"), live, Now);
        Assert.Equal(
            """{"lagEvents":9,"lagSeconds":1,"inFlight":8,"delivered":7,"retried":6,"deadLettered":5,"deadLettersKept":4,"targetDown":true,"lastError":"503","lastErrorTime":"2026-02-01T00:00:00Z"}""",
            status.GetProperty("delivery").GetRawText());
        Assert.Equal("http://event-display.default.svc.cluster.local", status.GetProperty("targetUri").GetString());
    }

    [Fact]
    public async Task What_the_subscription_said_stays_when_the_topology_is_built_anew()
    {
        var (key, before) = _world.Build().Statuses.Single(entry => entry.Key.Kind == "Trigger");
        var live = TriggerConditions.WithLive(before, new() { Phase = SubscriptionPhase.Running, Delivered = 3 }, Now);
        await _world.Catalog.SetStatus(key, live, default);
        Assert.True(System.Text.Json.JsonElement.DeepEquals(live, _world.Build().Statuses[key]));
    }

    [Fact]
    public void Without_its_broker_nothing_is_known_of_a_subscription()
    {
        _world.With(Manifest(TriggerMesh, "Trigger", "t", "'spec':{'broker':{'kind':'MemoryBroker','name':'gone'},'target':{'uri':'http://a'}}"));
        Assert.StartsWith("Unknown SubscriptionUnknown", _world.Condition("Trigger", "t", "StatusConfigMapReady"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trigger_whose_name_is_taken_does_not_show_how_the_other_is_doing()
    {
        _world.With(Manifest("eventing.knative.dev/v1", "Trigger", "all-events-to-event-display", "'spec':{'broker':'receiver','subscriber':{'uri':'http://a'}}"));
        var loser = _world.Build().Statuses.Single(entry => entry.Key is { Group: "eventing.knative.dev", Kind: "Trigger" }).Value;
        Assert.Equal(loser.GetRawText(), TriggerConditions.WithLive(loser, new() { Phase = SubscriptionPhase.Running }, Now).GetRawText());
    }

    [Fact]
    public void A_Knative_trigger_has_its_own_name_for_it()
    {
        _world.With(Manifest("eventing.knative.dev/v1", "Trigger", "k", "'spec':{'broker':'receiver','subscriber':{'uri':'http://a'}}"));
        var status = TriggerConditions.WithLive(_world.Status("Trigger", "k"), new() { Phase = SubscriptionPhase.Running }, Now);
        Assert.Equal("True SubscriptionRunning", World.Read(status, "SubscriptionReady"));
        Assert.DoesNotContain("StatusConfigMapReady", status.GetRawText(), StringComparison.Ordinal);
    }
}

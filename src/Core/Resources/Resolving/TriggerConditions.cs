using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Resources.Validation;
using Fabric.Triggers;

namespace Fabric.Resources.Resolving;

/// <summary>The part of a trigger's status that comes from the running trigger.</summary>
public static class TriggerConditions
{
    private const string TriggerMesh = "StatusConfigMapReady";
    private const string Knative = "SubscriptionReady";

    /// <summary>A trigger's status with how its subscription is doing now; unchanged for one that is not running.</summary>
    /// <param name="status">The status as the catalog has it.</param>
    /// <param name="live">What the trigger answered.</param>
    /// <param name="now">The time of conditions that change.</param>
    public static JsonElement WithLive(JsonElement status, TriggerStatus live, DateTimeOffset now)
    {
        if (status.ValueKind != JsonValueKind.Object)
            return status;
        var known = Condition.All(status).ToList();
        if (known.Find(condition => condition.Type is Knative or TriggerMesh) is not { } before
            || (before.Status == "Unknown" && live.Phase == SubscriptionPhase.Unknown))
            return status;
        var type = before.Type;
        var others = known.Where(condition => condition.Type is not Condition.Ready && condition.Type != type)
            .Append(Subscription(type, live))
            .ToList();

        var json = JsonObject.Create(status.Clone())!;
        json["delivery"] = LiveDelivery.Write(live);
        json["conditions"] = Condition.Write(others.Append(Condition.Summary(others)), status, now);
        return ManifestJson.Write(writer => json.WriteTo(writer));
    }

    /// <summary>What the last look at the running trigger said, until the next one.</summary>
    internal static Condition Carried(CheckedResource trigger, bool running)
    {
        var type = trigger.Key.Group == "eventing.knative.dev" ? Knative : TriggerMesh;
        if (!running)
            return new(type, "Unknown", "SubscriptionUnknown", "the broker is not there");
        var before = Condition.All(trigger.Resource.Status).FirstOrDefault(condition => condition.Type == type);
        return before is { Status: not "Unknown" } ? before : new(type, "True", "SubscriptionUnknown");
    }

    internal static JsonNode? Delivery(JsonElement? status) =>
        new FieldReader(status ?? default, "")["delivery"] is { Exists: true } delivery ? JsonObject.Create(delivery.Element) : null;

    private static Condition Subscription(string type, TriggerStatus live) => live.Phase switch
    {
        SubscriptionPhase.Ready => new(type, "True", "SubscriptionReady"),
        SubscriptionPhase.Running => new(type, "True", "SubscriptionRunning"),
        SubscriptionPhase.Completed => new(type, "True", "SubscriptionCompleted"),
        SubscriptionPhase.Failed => new(type, "False", "SubscriptionFailed", live.LastError),
        _ => new(type, "True", "SubscriptionUnknown"),
    };
}

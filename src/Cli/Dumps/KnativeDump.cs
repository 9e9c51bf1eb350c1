using System.Text.Json.Nodes;
using Fabric.Cli.Components;

namespace Fabric.Cli.Dumps;

/// <summary>The same on Knative Eventing: its Broker and Trigger in the place of TriggerMesh's.</summary>
internal static class KnativeDump
{
    private const string Version = "eventing.knative.dev/v1";

    public static IEnumerable<JsonObject> Of(Dump dump)
    {
        yield return Head(dump.Broker, "Broker");
        foreach (var other in dump.Others)
            yield return other;
        foreach (var component in dump.Components)
            yield return WithSink(component, dump.Broker.Name());
        foreach (var trigger in dump.Triggers)
            yield return Trigger(trigger);
    }

    private static JsonObject Trigger(JsonObject trigger)
    {
        var spec = new JsonObject { ["broker"] = TriggerParts.BrokerOf(trigger) };
        foreach (var field in new[] { "delivery", "filters", "filter" })
        {
            if (trigger["spec"]?[field] is { } value)
                spec[field] = value.DeepClone();
        }

        spec["subscriber"] = TriggerParts.Destination(trigger)?.DeepClone();
        var knative = Head(trigger, "Trigger");
        knative["spec"] = spec;
        return knative;
    }

    private static JsonObject WithSink(JsonObject component, string broker)
    {
        if (component["spec"].Object("sink", "ref") is not { } reference || reference.Text("name") != broker)
            return component;
        reference["apiVersion"] = Version;
        reference["kind"] = "Broker";
        return component;
    }

    private static JsonObject Head(JsonObject manifest, string kind) => new()
    {
        ["apiVersion"] = Version,
        ["kind"] = kind,
        ["metadata"] = manifest["metadata"]!.DeepClone(),
    };
}

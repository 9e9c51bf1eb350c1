using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;

namespace Fabric.Cli.Dumps;

/// <summary>What a broker and its components are as containers of TriggerMesh, for platforms that know no manifests.</summary>
internal static class Containers
{
    private const string BrokerImage = "gcr.io/triggermesh/memory-broker:v1.5.3";

    public static IEnumerable<Container> Of(Dump dump) =>
    [
        new Container(dump.Broker.Name(), BrokerImage, [KeyValuePair.Create("BROKER_CONFIG", BrokerConfig(dump).ToJsonString(Compact))]),
        .. dump.Components.Select(component => OfComponent(component, dump)).OfType<Container>(),
    ];

    private static readonly System.Text.Json.JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static Container? OfComponent(JsonObject component, Dump dump)
    {
        var isWorker = Roles.Of(component) == Role.Source && component.Kind() is not ("WebhookSource" or "CloudEventsSource");
        var sink = Roles.Of(component) == Role.Source ? KeyValuePair.Create("K_SINK", $"http://{dump.Broker.Name()}:8080") : default;
        if (Images.Of(component) is { } image)
            return new Container(component.Name(), image, [.. ImageEnvironment(component), .. sink.Key is null ? [] : new[] { sink }], isWorker);
        var environment = AdapterEnvironment.Of(component, dump.Secrets);
        return environment is null
            ? throw new Refusal($"{component.Kind()} \"{component.Name()}\" has no container of its own on this platform; dump it as kubernetes, or remove it")
            : new Container(
                component.Name(), AdapterEnvironment.Image(component), [.. environment, .. sink.Key is null ? [] : new[] { sink }], isWorker);
    }

    private static IEnumerable<KeyValuePair<string, string>> ImageEnvironment(JsonObject component) =>
        Images.Variables(component).Where(each => each.Key != "K_SINK");

    /// <summary>The broker's static configuration: its triggers, with their targets as containers.</summary>
    private static JsonObject BrokerConfig(Dump dump) => new()
    {
        ["triggers"] = new JsonObject(dump.Triggers.Select(trigger => KeyValuePair.Create(trigger.Name(), (JsonNode?)Trigger(trigger)))),
    };

    private static JsonObject Trigger(JsonObject trigger)
    {
        var target = new JsonObject { ["url"] = Address(TriggerParts.Destination(trigger)) };
        if (trigger["spec"].Object("delivery") is { } delivery)
        {
            var options = new JsonObject();
            foreach (var field in new[] { "retry", "backoffPolicy", "backoffDelay" })
            {
                if (delivery[field] is { } value)
                    options[field] = value.DeepClone();
            }

            if (delivery.Object("deadLetterSink") is { } sink)
                options["deadLetterURL"] = Address(sink);
            target["deliveryOptions"] = options;
        }

        var json = new JsonObject { ["target"] = target };
        if (trigger["spec"]?["filters"] is JsonArray filters)
            json["filters"] = filters.DeepClone();
        return json;
    }

    private static string Address(JsonObject? destination) =>
        destination.Text("ref", "name") is { } name ? $"http://{name}:8080" : destination.Text("uri") ?? "";
}

/// <summary>One container.</summary>
/// <param name="Name">Its name, which is also its host name.</param>
/// <param name="Image">What it runs.</param>
/// <param name="Environment">Its settings.</param>
/// <param name="IsWorker">True where nobody sends requests to it.</param>
internal sealed record Container(
    string Name, string Image, IReadOnlyList<KeyValuePair<string, string>> Environment, bool IsWorker = false);

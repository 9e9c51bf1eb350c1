using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>References from one manifest to another, as tmctl writes them.</summary>
internal static class References
{
    /// <summary>What a trigger has as its broker.</summary>
    public static JsonObject ToBroker(JsonObject broker) => new()
    {
        ["group"] = broker.Group(),
        ["kind"] = broker.Kind(),
        ["name"] = broker.Name(),
    };

    /// <summary>What a source has as its sink and a trigger as its target.</summary>
    public static JsonObject To(JsonObject component) => new()
    {
        ["ref"] = new JsonObject
        {
            ["apiVersion"] = component.Text("apiVersion"),
            ["kind"] = component.Kind(),
            ["name"] = component.Name(),
        },
    };
}

using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Edge.Manifests;

namespace Fabric.Cli.Components;

/// <summary>The operations of a transformation as a person gives them.</summary>
internal static class TransformationSpec
{
    public const string Example =
        """
        context:
        - operation: add
          paths:
          - key: type
            value: greeting.changed
        data:
        - operation: add
          paths:
          - key: new-field
            value: hello from Fabric
        """;

    /// <exception cref="Refusal">It is no YAML, or it has neither context nor data operations.</exception>
    public static JsonObject Read(string text, string origin)
    {
        var reading = YamlManifest.Read(text, origin);
        if (reading.Faults.Length > 0)
            throw new Refusal(string.Join("; ", reading.Faults));
        if (reading.Documents.Length != 1)
            throw new Refusal($"{origin}: give one YAML document with the operations, as\n{Example}");
        var document = JsonNode.Parse(reading.Documents[0].Manifest.GetRawText())!.AsObject();

        // A whole manifest is welcome, too.
        var spec = document["spec"] as JsonObject ?? document;
        if (spec["context"] is not JsonArray && spec["data"] is not JsonArray)
            throw new Refusal($"{origin}: has neither context: nor data: operations; give YAML as\n{Example}");
        return (JsonObject)spec.DeepClone();
    }

    /// <summary>
    /// The type of the events it makes: what it writes into the context itself, else what the target expects, else
    /// <c>NAME.output</c>; the latter two are added to its operations. Null where it depends on the event.
    /// </summary>
    public static string? Output(JsonObject spec, string name, JsonObject? target)
    {
        var component = new JsonObject { ["spec"] = spec.DeepClone() };
        if (EventTypes.DependsOnEvent(component))
            return null;
        if (EventTypes.ProducedBy(component) is [var own, ..])
            return own;
        var type = target is not null && EventTypes.ConsumedBy(target) is [var expected, ..] ? expected : $"{name}.output";
        if (spec["context"] is not JsonArray context)
            spec["context"] = context = [];
        context.Add((JsonNode)new JsonObject
        {
            ["operation"] = "add",
            ["paths"] = new JsonArray(new JsonObject { ["key"] = "type", ["value"] = type }),
        });
        return type;
    }
}

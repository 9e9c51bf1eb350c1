using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Discovery;

/// <summary>What all kinds have in common, as OpenAPI schemas.</summary>
internal static class MetadataSchemas
{
    public static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    public static JsonObject Object() => Of(
        "names a resource and describes it",
        ("annotations", Texts("notes for programs")),
        ("creationTimestamp", new JsonObject { ["description"] = "when the resource came to be", ["type"] = "string", ["format"] = "date-time" }),
        ("generateName", Text("a prefix, from which a unique name is made where name is absent")),
        ("generation", new JsonObject { ["description"] = "counts the changes of everything but metadata and status", ["type"] = "integer", ["format"] = "int64" }),
        ("labels", Texts("marks to select resources by")),
        ("name", Text("unique within the namespace and kind")),
        ("namespace", Text("holds names apart; default where absent")),
        ("resourceVersion", Text("changes with every change; a write that names it fails when the resource has changed since")),
        ("uid", Text("identifies this resource for ever")));

    public static JsonObject List() => Of(
        "describes a list",
        ("resourceVersion", Text("the version to watch from")),
        ("continue", Text("where to go on; never given")));

    public static JsonObject Status()
    {
        var condition = Of(
            "one thing that is so or is not",
            ("type", Text("what")),
            ("status", Text("True, False or Unknown")),
            ("reason", Text("why, in one word")),
            ("message", Text("why, in a sentence")),
            ("lastTransitionTime", Text("since when")));
        var status = Of(
            "what the fabric found out",
            ("conditions", new JsonObject { ["description"] = "what is so and what is not", ["type"] = "array", ["items"] = condition }),
            ("observedGeneration", new JsonObject { ["description"] = "the generation that this is about", ["type"] = "integer", ["format"] = "int64" }));
        status["x-kubernetes-preserve-unknown-fields"] = true;
        return status;
    }

    private static JsonObject Texts(string description) =>
        new() { ["description"] = description, ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Of(string description, params ReadOnlySpan<(string Name, JsonObject Schema)> properties)
    {
        var named = new JsonObject();
        foreach (var (name, schema) in properties)
            named[name] = schema;
        return new JsonObject { ["description"] = description, ["type"] = "object", ["properties"] = named };
    }
}

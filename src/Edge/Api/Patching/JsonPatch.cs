using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Patching;

/// <summary>JSON patch (RFC 6902).</summary>
internal static class JsonPatch
{
    public const string MediaType = "application/json-patch+json";

    private const int MostOperations = 10_000;
    private const int MaxDepth = 64;

    // As Kubernetes has it: without a limit, thirty copies into themselves fill the memory.
    private const int MaxCopied = 3 * 1024 * 1024;

    /// <summary>The patched object, or what is wrong with the patch; a failed test is the target's fault, not the patch's.</summary>
    public static (JsonObject? Result, string Fault, bool IsMalformed) Apply(JsonObject target, JsonNode? patch)
    {
        if (patch is not JsonArray operations || operations.Count > MostOperations)
            return (null, $"a JSON patch is a list of at most {MostOperations} operations", true);
        JsonNode result = target.DeepClone();
        var copied = 0;
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i] is not JsonObject operation || JsonPointer.Parse(operation.Text("path")) is not { } path
                || (path.IsRoot && operation.Text("path").Length > 0))
            {
                return (null, $"operation {i} needs op and path, as {{\"op\":\"replace\",\"path\":\"/spec/x\",\"value\":1}}", true);
            }

            var (fault, isMalformed) = Perform(operation, path, ref result, ref copied);
            if (fault.Length > 0)
                return (null, $"operation {i} ({operation.Text("op")} {operation.Text("path")}): {fault}", isMalformed);
        }

        if (result is not JsonObject patched)
            return (null, "the result is no object", false);
        return IsDeep(patched, MaxDepth) ? (null, $"the result is nested deeper than {MaxDepth} levels", false) : (patched, "", false);
    }

    private static bool IsDeep(JsonNode? node, int levels) => levels == 0 || node switch
    {
        JsonObject fields => fields.Any(field => IsDeep(field.Value, levels - 1)),
        JsonArray items => items.Any(item => IsDeep(item, levels - 1)),
        _ => false,
    };

    private static (string Fault, bool IsMalformed) Perform(
        JsonObject operation, JsonPointer path, ref JsonNode target, ref int copied)
    {
        var name = operation.Text("op");
        if (name is "add" or "replace" or "test" && !operation.ContainsKey("value"))
            return ("value is missing", true);
        var value = operation["value"]?.DeepClone();
        switch (name)
        {
            case "add" or "replace" when path.IsRoot:
                target = value ?? new JsonObject();
                return ("", false);
            case "add":
                return path.Add(target, value) ? ("", false) : ("there is nothing to add to", false);
            case "replace":
                return path.Replace(target, value) ? ("", false) : ("there is nothing to replace", false);
            case "remove":
                return path.Remove(target) ? ("", false) : ("there is nothing to remove", false);
            case "test":
                return path.TryGet(target, out var found) && JsonNode.DeepEquals(found, value) ? ("", false) : ("the test failed", false);
            case "move" or "copy":
                return Transfer(operation, path, target, ref copied);
            default:
                return ("op must be add, remove, replace, move, copy or test", true);
        }
    }

    private static (string Fault, bool IsMalformed) Transfer(
        JsonObject operation, JsonPointer path, JsonNode target, ref int copied)
    {
        if (JsonPointer.Parse(operation["from"]?.ToString()) is not { } from)
            return ("from is missing", true);
        if (!from.TryGet(target, out var source))
            return ("there is nothing at from", false);
        var isMove = operation.Text("op") == "move";
        if (isMove && from.Contains(path) && operation.Text("from") != operation.Text("path"))
            return ("a value cannot move into itself", true);
        if (!isMove && (copied += source?.ToJsonString().Length ?? 0) > MaxCopied)
            return ($"the patch copies more than {MaxCopied} characters", false);
        var value = source?.DeepClone();
        if (isMove)
            from.Remove(target);
        return path.Add(target, value) ? ("", false) : ("there is nothing to add to", false);
    }
}

using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Patching;

/// <summary>By which field the entries of Kubernetes' well-known lists are told apart.</summary>
internal static class MergeKeys
{
    /// <summary>The field; null for a list that is replaced as a whole.</summary>
    public static string? For(string list, JsonArray entries)
    {
        var key = list switch
        {
            "containers" or "initContainers" or "ephemeralContainers" or "volumes" or "env" or "imagePullSecrets" => "name",
            "ports" => entries.OfType<JsonObject>().Any(entry => entry.ContainsKey("containerPort")) ? "containerPort" : "port",
            "volumeMounts" => "mountPath",
            "ownerReferences" => "uid",
            _ => null,
        };
        return key is not null && entries.Count > 0 && entries.All(entry => entry is JsonObject fields && fields.ContainsKey(key)) ? key : null;
    }
}

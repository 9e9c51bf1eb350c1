using System.Text.Json.Nodes;
using Fabric.Edge.Api.Patching;
using Fabric.Resources.Kinds;

namespace Fabric.Edge.Api.Discovery;

/// <summary>
/// The paths of kinds in OpenAPI 3. kubectl reads from them that a write takes <c>dryRun</c> and <c>fieldValidation</c>,
/// and <c>kubectl explain</c> finds the kind of a plural here.
/// </summary>
internal static class OpenApiPaths
{
    private static readonly OpenApiSchema Schemas = new("#/components/schemas/");

    public static JsonObject Of(IEnumerable<ResourceKind> kinds)
    {
        var paths = new JsonObject();
        foreach (var kind in kinds)
        {
            var root = kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.Group}/{kind.Version}";
            var collection = kind.Namespaced ? $"{root}/namespaces/{{namespace}}/{kind.Plural}" : $"{root}/{kind.Plural}";
            if (kind.Namespaced)
                paths[$"{root}/{kind.Plural}"] = new JsonObject { ["get"] = Operation(kind, "list", "List", false) };
            paths[collection] = Collection(kind);
            paths[$"{collection}/{{name}}"] = Item(kind);
        }

        return paths;
    }

    private static JsonObject Collection(ResourceKind kind) => new()
    {
        ["get"] = Operation(kind, "list", "List", false),
        ["post"] = Operation(kind, "post", "", true, "application/json", "application/yaml"),
        ["delete"] = Operation(kind, "deletecollection", "", true),
    };

    private static JsonObject Item(ResourceKind kind) => new()
    {
        ["get"] = Operation(kind, "get", "", false),
        ["put"] = Operation(kind, "put", "", true, "application/json", "application/yaml"),
        ["patch"] = Operation(kind, "patch", "", true, MergePatch.MediaType, JsonPatch.MediaType, ServerSideApply.MediaType),
        ["delete"] = Operation(kind, "delete", "", true),
    };

    private static JsonObject Operation(ResourceKind kind, string action, string suffix, bool writes, params string[] bodies)
    {
        var operation = new JsonObject
        {
            ["operationId"] = $"{action}{kind.Kind}{kind.Group.Replace(".", "", StringComparison.Ordinal)}{suffix}",
            ["parameters"] = new JsonArray([.. Parameters(action, writes).Select(Parameter)]),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject
                {
                    ["description"] = "OK",
                    ["content"] = Content(OpenApiSchema.NameOf(kind) + suffix, "application/json", "application/yaml"),
                },
            },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = OpenApiSchema.GroupVersionKind(kind)[0]!.DeepClone(),
        };
        if (bodies.Length > 0)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(OpenApiSchema.NameOf(kind), bodies) };
        return operation;
    }

    private static JsonObject Content(string schema, params string[] mediaTypes)
    {
        var content = new JsonObject();
        foreach (var mediaType in mediaTypes)
            content[mediaType] = new JsonObject { ["schema"] = Schemas.Reference(schema) };
        return content;
    }

    private static string[] Parameters(string action, bool writes) => action switch
    {
        "list" => ["labelSelector", "fieldSelector", "limit", "resourceVersion", "watch", "allowWatchBookmarks", "timeoutSeconds"],
        "patch" => ["dryRun", "fieldManager", "fieldValidation", "force"],
        "post" or "put" => ["dryRun", "fieldManager", "fieldValidation"],
        _ when writes => ["dryRun"],
        _ => [],
    };

    private static JsonObject Parameter(string name) => new()
    {
        ["name"] = name,
        ["in"] = "query",
        ["schema"] = new JsonObject
        {
            ["type"] = name switch
            {
                "force" or "watch" or "allowWatchBookmarks" => "boolean",
                "limit" or "timeoutSeconds" => "integer",
                _ => "string",
            },
        },
    };
}

using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api.Discovery;

/// <summary>Everything about all groups in one document, which is what kubectl asks for first.</summary>
internal static class AggregatedDiscovery
{
    private const string MediaType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    public static bool IsWanted(HttpRequest request) =>
        MediaRange.In(request).FirstOrDefault(range => range.As.Length == 0 || range.Version == "v2") is { As: "APIGroupDiscoveryList" };

    public static JsonAnswer Core() => Answer([""]);

    public static JsonAnswer Groups() => Answer(ServedKinds.Groups.Select(group => group.Key));

    private static JsonAnswer Answer(IEnumerable<string> groups)
    {
        var body = new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = "apidiscovery.k8s.io/v2",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. groups.Select(Group)]),
        };
        return new JsonAnswer(body, contentType: MediaType);
    }

    private static JsonObject Group(string group) => new()
    {
        ["metadata"] = group.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group },
        ["versions"] = new JsonArray([.. ServedKinds.Versions(group).Select(version => new JsonObject
        {
            ["version"] = version,
            ["freshness"] = "Current",
            ["resources"] = new JsonArray([.. ServedKinds.Of(group, version).Select(Resource)]),
        })]),
    };

    private static JsonObject Resource(ResourceKind kind)
    {
        var resource = new JsonObject
        {
            ["resource"] = kind.Plural,
            ["responseKind"] = ResponseKind(kind),
            ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = ServedKinds.Texts(ServedKinds.Verbs),
            ["subresources"] = new JsonArray(new JsonObject
            {
                ["subresource"] = "status",
                ["responseKind"] = ResponseKind(kind),
                ["verbs"] = ServedKinds.Texts(["get"]),
            }),
        };
        if (kind.ShortNames.Length > 0)
            resource["shortNames"] = ServedKinds.Texts(kind.ShortNames);
        if (kind.Categories.Length > 0)
            resource["categories"] = ServedKinds.Texts(kind.Categories);
        return resource;
    }

    private static JsonObject ResponseKind(ResourceKind kind) =>
        new() { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind };
}

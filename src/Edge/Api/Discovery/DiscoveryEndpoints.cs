using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fabric.Edge.Api.Discovery;

/// <summary>Says which groups, versions and kinds there are, one document at a time or all in one.</summary>
internal static class DiscoveryEndpoints
{
    public static void MapDiscovery(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api", (HttpContext http) => AggregatedDiscovery.IsWanted(http.Request) ? AggregatedDiscovery.Core() : CoreVersions());
        routes.MapGet("/apis", (HttpContext http) => AggregatedDiscovery.IsWanted(http.Request) ? AggregatedDiscovery.Groups() : Groups());
        routes.MapGet("/api/{version}", (string version) => Resources("", version));
        routes.MapGet("/apis/{group}", Group);
        routes.MapGet("/apis/{group}/{version}", Resources);
    }

    private static JsonAnswer CoreVersions() => new(new JsonObject
    {
        ["kind"] = "APIVersions",
        ["versions"] = ServedKinds.Texts(ServedKinds.Versions("")),
        ["serverAddressByClientCIDRs"] = new JsonArray(),
    });

    private static JsonAnswer Groups() => new(new JsonObject
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. ServedKinds.Groups.Select(group => GroupOf(group.Key))]),
    });

    private static IResult Group(string group)
    {
        if (!ServedKinds.Groups.Contains(group))
            return Refusals.UnknownPath;
        var answer = GroupOf(group);
        answer["kind"] = "APIGroup";
        answer["apiVersion"] = "v1";
        return new JsonAnswer(answer);
    }

    private static IResult Resources(string group, string version)
    {
        var kinds = ServedKinds.Of(group, version);
        return kinds.Count == 0 ? Refusals.UnknownPath : new JsonAnswer(new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
            ["resources"] = new JsonArray([.. kinds.SelectMany(ResourcesOf)]),
        });
    }

    private static JsonObject GroupOf(string group)
    {
        var versions = ServedKinds.Versions(group).Select(version => new JsonObject
        {
            ["groupVersion"] = $"{group}/{version}",
            ["version"] = version,
        }).ToArray();
        return new JsonObject
        {
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private static IEnumerable<JsonNode> ResourcesOf(ResourceKind kind)
    {
        var resource = new JsonObject
        {
            ["name"] = kind.Plural,
            ["singularName"] = kind.Singular,
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = ServedKinds.Texts(ServedKinds.Verbs),
        };
        if (kind.ShortNames.Length > 0)
            resource["shortNames"] = ServedKinds.Texts(kind.ShortNames);
        if (kind.Categories.Length > 0)
            resource["categories"] = ServedKinds.Texts(kind.Categories);
        yield return resource;
        yield return new JsonObject
        {
            ["name"] = $"{kind.Plural}/status",
            ["singularName"] = "",
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = ServedKinds.Texts(["get"]),
        };
    }
}

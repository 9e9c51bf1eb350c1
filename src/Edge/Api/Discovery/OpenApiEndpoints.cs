using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fabric.Edge.Api.Discovery;

/// <summary>OpenAPI 3, a document for each group and version, and OpenAPI 2 in JSON.</summary>
internal static class OpenApiEndpoints
{
    public static void MapOpenApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/openapi/v2", Version2);
        routes.MapGet("/openapi/v3", Index);
        routes.MapGet("/openapi/v3/api/{version}", (string version) => Document("", version));
        routes.MapGet("/openapi/v3/apis/{group}/{version}", Document);
    }

    private static JsonAnswer Index()
    {
        var paths = new JsonObject();
        foreach (var (group, version) in KindRegistry.All.Select(kind => (kind.Group, kind.Version)).Distinct())
        {
            var path = group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}";
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text(group, version))));
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={hash}" };
        }

        return new JsonAnswer(new JsonObject { ["paths"] = paths });
    }

    private static IResult Document(string group, string version) =>
        ServedKinds.Of(group, version).Count == 0 ? Refusals.UnknownPath : new JsonAnswer(Of(group, version));

    private static IResult Version2(HttpRequest request)
    {
        if (!MediaRange.In(request).Any(range => range.IsJson))
            return Refusals.NotAcceptable;
        return new JsonAnswer(new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = Info(),
            ["paths"] = new JsonObject(),
            ["definitions"] = new OpenApiSchema("#/definitions/").Of(KindRegistry.All),
        });
    }

    private static string Text(string group, string version) => Of(group, version).ToJsonString();

    private static JsonObject Of(string group, string version)
    {
        var kinds = ServedKinds.Of(group, version);
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = Info(),
            ["paths"] = OpenApiPaths.Of(kinds),
            ["components"] = new JsonObject { ["schemas"] = new OpenApiSchema("#/components/schemas/").Of(kinds) },
        };
    }

    private static JsonObject Info() => new() { ["title"] = "Fabric", ["version"] = VersionEndpoint.Fabric };
}

using Fabric.Resources.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fabric.Edge.Api;

/// <summary>The paths of the resources themselves, and which method does what.</summary>
internal static class ResourceEndpoints
{
    public static void MapResources(this IEndpointRouteBuilder routes)
    {
        routes.Map("/api/{version}/{**path}", (HttpContext http, string version, string? path) => Answer(http, "", version, path ?? ""));
        routes.Map("/apis/{group}/{version}/{**path}", (HttpContext http, string group, string version, string? path) => Answer(http, group, version, path ?? ""));
    }

    private static Task<IResult> Answer(HttpContext http, string group, string version, string path)
    {
        if (ResourceAddress.Parse(group, version, path) is not { } address)
            return Task.FromResult<IResult>(Refusals.UnknownPath);
        return address.Subresource.Length > 0 ? Subresource(http, address) : Resource(http, address);
    }

    private static Task<IResult> Resource(HttpContext http, ResourceAddress address)
    {
        var services = http.RequestServices;
        return (http.Request.Method, address.IsCollection) switch
        {
            ("GET", _) => services.The<ResourceReader>().Get(http, address),
            ("POST", true) => services.The<ResourceWriter>().Create(http, address),
            ("PUT", false) => services.The<ResourceWriter>().Replace(http, address),
            ("PATCH", false) => services.The<ResourceWriter>().Patch(http, address),
            ("DELETE", false) => services.The<ResourceRemover>().One(http, address),
            ("DELETE", true) => services.The<ResourceRemover>().Many(http, address),
            _ => Task.FromResult<IResult>(Refusals.NotAllowed),
        };
    }

    private static Task<IResult> Subresource(HttpContext http, ResourceAddress address)
    {
        var services = http.RequestServices;
        return (address.Subresource, http.Request.Method) switch
        {
            ("status", "GET") => services.The<ResourceReader>().Get(http, address with { Subresource = "" }),
            ("status", _) => Task.FromResult<IResult>(Refusals.NotAllowed with { Message = "a status is written by the fabric alone; change the resource itself" }),
            ("replay", _) when address.Kind.Kind == "Trigger" => services.The<ReplayEndpoint>().Answer(http, address),
            _ when address.Kind.Kind == "Trigger" => services.The<DeadLetterEndpoints>().Answer(http, address),
            _ => Task.FromResult<IResult>(Refusals.UnknownPath),
        };
    }

    private static T The<T>(this IServiceProvider services)
        where T : class => (T)services.GetService(typeof(T))!;
}

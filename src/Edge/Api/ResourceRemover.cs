using System.Text.Json.Nodes;
using Fabric.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Api;

/// <summary>Answers DELETE, of one resource and of a selection.</summary>
internal sealed class ResourceRemover(ICatalog catalog, TimeProvider time, IOptions<ApiOptions> options)
{
    public async Task<IResult> One(HttpContext http, ResourceAddress address)
    {
        var (wish, refusal) = await ReadOptions(http.Request);
        if (refusal is not null)
            return refusal;
        if (await catalog.Get(address.Key, http.RequestAborted) is not { } resource)
            return Refusals.NotFound(address.Kind, address.Name);
        if (Refused(address, resource, wish!) is { } refused)
            return refused;
        if (!wish!.DryRun && await catalog.Delete(address.Key, http.RequestAborted) is null && !address.Kind.Namespaced)
            return Refusals.Forbidden(address.Kind, address.Name, "manifest files declare resources in it; remove those first");
        return new ApiStatus(StatusCodes.Status200OK, "", "")
        {
            Name = address.Name,
            Group = address.Kind.Group,
            Kind = address.Kind.Plural,
            Uid = resource.Metadata.Uid,
        };
    }

    public async Task<IResult> Many(HttpContext http, ResourceAddress address)
    {
        var (wish, refusal) = await ReadOptions(http.Request);
        if (refusal is not null)
            return refusal;
        if (Selection.Read(http.Request, address, out var unreadable) is not { } selection)
            return unreadable!;
        if (ResourceView.For(http.Request, address.Kind, time) is not { } view)
            return Refusals.NotAcceptable;
        var snapshot = await catalog.Snapshot(http.RequestAborted);
        var selected = snapshot.Resources.Where(selection.Matches).ToList();
        var refused = selected.Select(resource => Refused(
            address with { Namespace = resource.Key.Namespace, Name = resource.Key.Name }, resource, wish!)).FirstOrDefault(status => status is not null);
        if (refused is not null)
            return refused;
        if (!wish!.DryRun)
        {
            foreach (var resource in selected)
                await catalog.Delete(resource.Key, http.RequestAborted);
        }

        return new JsonAnswer(view.Many(selected, snapshot.Version));
    }

    private static ApiStatus? Refused(ResourceAddress address, Resource resource, DeleteOptions wish)
    {
        if (wish.Uid.Length > 0 && wish.Uid != resource.Metadata.Uid)
            return Refusals.Conflict(address.Kind, address.Name, $"the UID in the precondition ({wish.Uid}) does not match the UID in record ({resource.Metadata.Uid})");
        if (wish.Version.Length > 0 && wish.Version != ResourceObject.VersionText(resource.Metadata.ResourceVersion))
            return Refusals.Conflict(address.Kind, address.Name, $"the ResourceVersion in the precondition ({wish.Version}) does not match the ResourceVersion in record ({resource.Metadata.ResourceVersion})");
        return resource.Origin is { } file
            ? Refusals.Forbidden(address.Kind, address.Name, Conflicts.Declared(resource.Key, file))
            : null;
    }

    private async Task<(DeleteOptions? Options, ApiStatus? Refusal)> ReadOptions(HttpRequest request)
    {
        if (WriteOptions.Read(request, out var refusal) is not { } write)
            return (null, refusal);
        if (request.ContentType is null && request.ContentLength is null or 0)
            return (new DeleteOptions(write.DryRun, "", ""), null);
        var (body, unreadable) = await RequestBody.Read(request, options.Value.MaxBodyBytes, RequestBody.Manifests);
        if (unreadable is not null)
            return (null, unreadable);
        var wish = body!.Content as JsonObject ?? [];
        var preconditions = wish["preconditions"] as JsonObject ?? [];
        var isDryRun = write.DryRun || (wish["dryRun"] as JsonArray)?.Any(value => value?.ToString() == "All") == true;
        return (new DeleteOptions(isDryRun, preconditions.Text("uid"), preconditions.Text("resourceVersion")), null);
    }

    private sealed record DeleteOptions(bool DryRun, string Uid, string Version);
}

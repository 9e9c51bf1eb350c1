using Fabric.Edge.Api.Watching;
using Fabric.Resources;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>Answers GET: one resource, a list, or a watch.</summary>
internal sealed class ResourceReader(ICatalog catalog, LiveStatus live, ResourceWatch watch, TimeProvider time)
{
    public async Task<IResult> Get(HttpContext http, ResourceAddress address)
    {
        if (ResourceView.For(http.Request, address.Kind, time) is not { } view)
            return Refusals.NotAcceptable;
        if (address.IsCollection || WatchOptions.IsWatch(http.Request))
            return await List(http, address, view);
        var resource = await catalog.Get(address.Key, http.RequestAborted);
        return resource is null
            ? Refusals.NotFound(address.Kind, address.Name)
            : new JsonAnswer(view.One(await live.On(resource, http.RequestAborted)));
    }

    private async Task<IResult> List(HttpContext http, ResourceAddress address, ResourceView view)
    {
        if (Selection.Read(http.Request, address, out var refusal) is not { } selection)
            return refusal!;
        if (WatchOptions.IsWatch(http.Request))
            return await watch.Run(http, selection, view);
        var snapshot = await catalog.Snapshot(http.RequestAborted);
        var found = snapshot.Resources.Where(selection.Matches).OrderBy(resource => resource.Key.ResourceName).ToList();
        return new JsonAnswer(view.Many(view.ShowsStatus ? await live.On(found, http.RequestAborted) : found, snapshot.Version));
    }
}

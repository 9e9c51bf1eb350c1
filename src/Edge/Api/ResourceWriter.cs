using System.Globalization;
using System.Text.Json.Nodes;
using Fabric.Edge.Api.Patching;
using Fabric.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Api;

/// <summary>Answers POST, PUT and PATCH.</summary>
internal sealed class ResourceWriter(ICatalog catalog, ResourceStore store, TimeProvider time, IOptions<ApiOptions> options)
{
    private const int PatchAttempts = 5;

    public async Task<IResult> Create(HttpContext http, ResourceAddress address)
    {
        var (manifest, body, write, refusal) = await ReadManifest(http.Request);
        if (refusal is not null)
            return refusal;
        if (ResourceStore.VersionIn(manifest!) is not null)
            return Refusals.BadRequest("resourceVersion should not be set on objects to be created");
        FieldManagers.Keep(manifest!, null);
        return await store.Put(http, address, new ResourceWrite(manifest!, null, 0, body!.Duplicate), write!);
    }

    /// <summary>Replaces a resource, or creates it: a manifest can be put where nothing is yet.</summary>
    public async Task<IResult> Replace(HttpContext http, ResourceAddress address)
    {
        var (manifest, body, write, refusal) = await ReadManifest(http.Request);
        if (refusal is not null)
            return refusal;
        var before = await catalog.Get(address.Key, http.RequestAborted);
        var expected = ResourceStore.VersionIn(manifest!);
        if (expected is not null && before is null)
            return Refusals.NotFound(address.Kind, address.Name);
        var uid = (manifest!["metadata"] as JsonObject)?.Text("uid") ?? "";
        if (uid.Length > 0 && before is not null && uid != before.Metadata.Uid)
            return Refusals.Conflict(address.Kind, address.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {before.Metadata.Uid}");
        FieldManagers.Keep(manifest, before is null ? null : ResourceObject.Stored(before));
        return await store.Put(http, address, new ResourceWrite(manifest, before, expected, body!.Duplicate), write!);
    }

    public async Task<IResult> Patch(HttpContext http, ResourceAddress address)
    {
        if (WriteOptions.Read(http.Request, out var refusal) is not { } write)
            return refusal!;
        var (body, unreadable) = await RequestBody.Read(
            http.Request, options.Value.MaxBodyBytes, JsonPatch.MediaType, MergePatch.MediaType, StrategicMergePatch.MediaType, ServerSideApply.MediaType);
        if (unreadable is not null)
            return unreadable;
        var patch = new ResourcePatch(body!, write, time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        for (var attempt = 1; ; attempt++)
        {
            var before = await catalog.Get(address.Key, http.RequestAborted);
            var (manifest, fault) = patch.Apply(before, address);
            if (fault is not null)
                return fault;
            var named = patch.ExpectedVersion;
            if (named is not null && before is not null && named != before.Metadata.ResourceVersion)
                return Refusals.Conflict(address.Kind, address.Name);
            var expected = before?.Metadata.ResourceVersion ?? 0;
            var answer = await store.Put(http, address, new ResourceWrite(manifest!, before, expected, body!.Duplicate), write);
            var isRace = answer is ApiStatus { Reason: "Conflict" or "AlreadyExists" };
            if (!isRace || named is not null || attempt == PatchAttempts)
                return answer;
        }
    }

    private async Task<(JsonObject? Manifest, RequestBody? Body, WriteOptions? Options, ApiStatus? Refusal)> ReadManifest(HttpRequest request)
    {
        if (WriteOptions.Read(request, out var refusal) is not { } write)
            return (null, null, null, refusal);
        var (body, unreadable) = await RequestBody.Read(request, options.Value.MaxBodyBytes, RequestBody.Manifests);
        if (unreadable is not null)
            return (null, null, null, unreadable);
        if (body!.Content is JsonObject malformed && malformed["metadata"] is not (JsonObject or null))
            return (null, null, null, Refusals.BadRequest("metadata must be an object"));
        return body.Content is JsonObject manifest
            ? (manifest, body, write, null)
            : (null, null, null, Refusals.BadRequest("the body must be a manifest: an object with apiVersion, kind and metadata"));
    }
}

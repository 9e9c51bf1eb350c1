using System.Text.Json.Nodes;
using Fabric.Edge.Api.Patching;
using Fabric.Resources;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>A patch of any type, to be applied to what is stored.</summary>
internal sealed class ResourcePatch(RequestBody body, WriteOptions options, string now)
{
    /// <summary>The version that the patch names; null for any.</summary>
    public long? ExpectedVersion { get; } = body.Content is JsonObject patch ? ResourceStore.VersionIn(patch) : null;

    public (JsonObject? Manifest, ApiStatus? Refusal) Apply(Resource? before, ResourceAddress address)
    {
        if (body.MediaType == ServerSideApply.MediaType)
            return ApplyServerSide(before, address);
        if (before is null)
            return (null, Refusals.NotFound(address.Kind, address.Name));
        var stored = ResourceObject.Stored(before);
        var (manifest, refusal) = Patched(stored, address);
        if (manifest is null)
            return (null, refusal);
        if (manifest["metadata"] is not (JsonObject or null))
            return (null, Refusals.BadRequest("metadata must be an object"));
        FieldManagers.Keep(manifest, stored);
        return (manifest, null);
    }

    private (JsonObject?, ApiStatus?) Patched(JsonObject stored, ResourceAddress address)
    {
        if (body.MediaType == JsonPatch.MediaType)
        {
            var (result, fault, isMalformed) = JsonPatch.Apply(stored, body.Content);
            return result is not null ? (result, null)
                : isMalformed ? (null, Refusals.BadRequest(fault))
                : (null, Refusals.About(
                    address.Kind,
                    address.Name,
                    StatusCodes.Status422UnprocessableEntity,
                    "Invalid",
                    $"the server rejected our request due to an error in our request: {fault}"));
        }

        if (body.Content is not JsonObject patch)
            return (null, Refusals.BadRequest("a merge patch must be an object"));
        return body.MediaType == StrategicMergePatch.MediaType
            ? (StrategicMergePatch.Apply(stored, patch), null)
            : (MergePatch.Apply(stored, patch), null);
    }

    private (JsonObject?, ApiStatus?) ApplyServerSide(Resource? before, ResourceAddress address)
    {
        if (body.Content is not JsonObject wanted)
            return (null, Refusals.BadRequest("an apply patch must be a manifest"));
        if (ManifestIdentity.Settle(wanted, address) is { } mismatch)
            return (null, mismatch);
        if (wanted["metadata"]?["managedFields"] is JsonArray { Count: > 0 })
            return (null, Refusals.BadRequest("metadata.managedFields must be nil"));
        var stored = before is null ? null : ResourceObject.Stored(before);
        SecretManifest.MergeStringData(wanted, address.Kind);
        var outcome = ServerSideApply.Apply(stored, wanted, options.FieldManager, options.Force, now);
        return outcome.Result is not null ? (outcome.Result, null) : (null, Conflict(outcome, address));
    }

    private static ApiStatus Conflict(ApplyOutcome outcome, ResourceAddress address)
    {
        var conflicts = outcome.Conflicts;
        var said = conflicts.Select(conflict => $"conflict with \"{conflict.Manager}\": {FieldSet.Shown(conflict.Path)}");
        var count = conflicts.Length == 1 ? "1 conflict" : $"{conflicts.Length} conflicts";
        return Refusals.About(
            address.Kind,
            address.Name,
            StatusCodes.Status409Conflict,
            "Conflict",
            $"Apply failed with {count}: {string.Join(", ", said)}") with
        {
            Causes =
            [
                .. conflicts.Select(conflict => new StatusCause(
                    "FieldManagerConflict",
                    $"conflict with \"{conflict.Manager}\" using {conflict.ApiVersion}",
                    FieldSet.Shown(conflict.Path))),
            ],
        };
    }
}

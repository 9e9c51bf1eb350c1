using System.Text.Json.Nodes;
using Fabric.Edge.Api.Tables;
using Fabric.Resources;
using Fabric.Resources.Kinds;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>Shows resources in the shape a client asks for: themselves, a table, or their metadata only.</summary>
internal sealed class ResourceView(ResourceKind kind, MediaRange shape, ResourceTable table)
{
    public static ResourceView? For(HttpRequest request, ResourceKind kind, TimeProvider time) =>
        MediaRange.Chosen(request) is { } shape
            ? new ResourceView(kind, shape, new ResourceTable(kind, time, request.Query["includeObject"].ToString()))
            : null;

    /// <summary>True where a status makes a difference to what is shown.</summary>
    public bool ShowsStatus => !shape.IsMetadata;

    public JsonObject One(Resource resource) =>
        shape.IsTable ? table.Of([(resource, ResourceObject.Shown(resource))], resource.Metadata.ResourceVersion)
        : shape.IsMetadata ? ResourceObject.MetadataOnly(resource)
        : ResourceObject.Shown(resource);

    public JsonObject Many(IReadOnlyCollection<Resource> resources, long version)
    {
        if (shape.IsTable)
            return table.Of(resources.Select(resource => (resource, ResourceObject.Shown(resource))), version);
        return new JsonObject
        {
            ["kind"] = shape.IsMetadata ? "PartialObjectMetadataList" : kind.Kind + "List",
            ["apiVersion"] = shape.IsMetadata ? "meta.k8s.io/v1" : kind.ApiVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = ResourceObject.VersionText(version) },
            ["items"] = new JsonArray([.. resources.Select(One)]),
        };
    }

    /// <summary>A bookmark: an object that says nothing but a version.</summary>
    public JsonObject Bookmark(long version, bool endsInitialEvents)
    {
        var metadata = new JsonObject { ["resourceVersion"] = ResourceObject.VersionText(version), ["creationTimestamp"] = null };
        if (endsInitialEvents)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        var (apiVersion, name) = shape.IsMetadata ? ("meta.k8s.io/v1", "PartialObjectMetadata") : (kind.ApiVersion, kind.Kind);
        var head = new JsonObject { ["kind"] = name, ["apiVersion"] = apiVersion, ["metadata"] = metadata };
        if (!shape.IsTable)
            return head;
        var empty = table.Of([], version);
        empty["rows"] = new JsonArray(new JsonObject { ["cells"] = new JsonArray(), ["object"] = head });
        return empty;
    }
}

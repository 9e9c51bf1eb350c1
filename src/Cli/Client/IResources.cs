using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Client;

/// <summary>The resources of a context, whether its node runs or not. Each is a whole manifest.</summary>
internal interface IResources
{
    /// <summary>All resources of a kind in a namespace, by name.</summary>
    Task<IReadOnlyList<JsonObject>> List(ResourceKind kind, string space, CancellationToken cancellation);

    /// <summary>One resource; null where there is none.</summary>
    Task<JsonObject?> Find(ResourceKind kind, string space, string name, CancellationToken cancellation);

    /// <summary>Creates or changes a resource; answers it as stored, and whether it is new.</summary>
    Task<(JsonObject Resource, bool IsNew)> Apply(JsonObject manifest, ResourceKind kind, string space, CancellationToken cancellation);

    /// <summary>Removes a resource; false where there was none.</summary>
    Task<bool> Delete(ResourceKind kind, string space, string name, CancellationToken cancellation);
}

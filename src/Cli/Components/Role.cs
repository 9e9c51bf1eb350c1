using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Components;

/// <summary>What a resource is to the people of tmctl.</summary>
internal enum Role
{
    /// <summary>Something that has no line in <c>describe</c>, such as a Secret.</summary>
    None = 0,
    Broker,
    Trigger,
    Transformation,
    Source,
    Target,
}

/// <summary>Tells the role of a kind and of a manifest.</summary>
internal static class Roles
{
    /// <summary>The kinds that may have a role.</summary>
    public static IEnumerable<ResourceKind> Kinds => KindRegistry.All.Where(kind => Of(kind) != Role.None);

    public static Role Of(ResourceKind kind) => Of(kind.Group, kind.Kind);

    public static Role Of(string group, string kind) => group switch
    {
        _ when BrokerKinds.Includes(group, kind) => Role.Broker,
        _ when kind == "Trigger" => Role.Trigger,
        "flow.triggermesh.io" or "routing.triggermesh.io" => Role.Transformation,
        _ when group.StartsWith("sources.", StringComparison.Ordinal) => Role.Source,
        _ when group.StartsWith("targets.", StringComparison.Ordinal) => Role.Target,
        "serving.knative.dev" => Role.Target,
        "eventfabric.dev" when kind == "Display" => Role.Target,
        "" when kind == "Service" => Role.Target,
        _ => Role.None,
    };

    /// <summary>A service says by its label whether it is a source.</summary>
    public static Role Of(JsonObject manifest) =>
        manifest.Label(Manifests.RoleLabel) == "source" ? Role.Source : Of(manifest.Group(), manifest.Kind());

    /// <summary>The kind of a manifest; null where Fabric does not have it.</summary>
    public static ResourceKind? KindOf(JsonObject manifest) => KindRegistry.Find(manifest.Group(), manifest.Kind());
}

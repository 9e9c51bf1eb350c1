using Fabric.Resources.Kinds;

namespace Fabric.Cli.Client;

/// <summary>Where resources are in the resource API.</summary>
internal static class ResourcePath
{
    public static string Of(ResourceKind kind, string space, string? name = null)
    {
        var root = kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.Group}/{kind.Version}";
        var inside = kind.Namespaced ? $"/namespaces/{Uri.EscapeDataString(space)}" : "";
        return $"/{root}{inside}/{kind.Plural}{(name is null ? "" : "/" + Uri.EscapeDataString(name))}";
    }
}

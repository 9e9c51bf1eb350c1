using Fabric.Resources.Kinds;

namespace Fabric.Resources.Validation;

/// <summary>Says what an unknown kind may have been meant to be.</summary>
internal static class UnknownKind
{
    public static string Remedy(string name)
    {
        var meant = KindRegistry.Suggest(name);
        if (meant is null)
            return $"; known kinds are {string.Join(", ", KindRegistry.All.Select(kind => kind.Kind).Distinct().Order(StringComparer.Ordinal))}";
        var choices = KindRegistry.All.Where(kind => kind.Kind == meant.Kind).Select(kind => $"kind: {kind.Kind} with apiVersion: {kind.ApiVersion}");
        return $"; write {string.Join(", or ", choices)}";
    }
}

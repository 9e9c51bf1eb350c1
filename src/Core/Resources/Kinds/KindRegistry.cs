using System.Collections.Immutable;

namespace Fabric.Resources.Kinds;

/// <summary>Every kind that a manifest may declare.</summary>
public static class KindRegistry
{
    public static ImmutableArray<ResourceKind> All { get; } =
    [
        MemoryBrokerKind.Definition, RedisBrokerKind.Definition, TriggerKind.Definition,
        FabricBrokerKind.Definition, DisplayKind.Definition,
        KnativeBrokerKind.Definition, KnativeTriggerKind.Definition,
        WebhookSourceKind.Definition, CloudEventsSourceKind.Definition, HttpPollerSourceKind.Definition,
        PingSourceKind.Definition,
        CloudEventsTargetKind.Definition, HttpTargetKind.Definition, TransformationKind.Definition,
        CoreServiceKind.Definition, SecretKind.Definition, ConfigMapKind.Definition, NamespaceKind.Definition,
        DeploymentKind.Definition, KnativeServiceKind.Definition,
    ];

    /// <summary>The kind of exactly this name.</summary>
    public static ResourceKind? Find(string group, string kind) =>
        All.FirstOrDefault(candidate => candidate.Group == group && candidate.Kind == kind);

    /// <summary>The kind served below <c>/apis/GROUP/VERSION/PLURAL</c>.</summary>
    public static ResourceKind? FindPlural(string group, string version, string plural) =>
        All.FirstOrDefault(candidate => candidate.Group == group && candidate.Version == version && candidate.Plural == plural);

    /// <summary>
    /// The kinds that a reference may mean: any capitals, singular, plural or short name; a null group stands for any.
    /// </summary>
    public static ImmutableArray<ResourceKind> Named(string? group, string name) =>
    [
        .. All.Where(candidate => (group is null || Same(candidate.Group, group))
            && (Same(candidate.Kind, name) || Same(candidate.Plural, name) || Same(candidate.Singular, name)
                || candidate.ShortNames.Any(alias => Same(alias, name)))),
    ];

    /// <summary>The kind whose name is most like one that is unknown; null where none is.</summary>
    public static ResourceKind? Suggest(string name) =>
        Named(null, name).FirstOrDefault()
        ?? (Suggestion.For(name, All.Select(kind => kind.Kind)) is { } closest
            ? All.First(kind => kind.Kind == closest)
            : null);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;

namespace Fabric.Resources;

/// <summary>Refuses changes of what cannot change: a trigger's broker, a broker's storage and partitions.</summary>
internal static class ImmutableFields
{
    public static ImmutableArray<Fault> Faults(
        ResourceKind kind, Resource before, JsonElement body, ImmutableDictionary<ResourceKey, Resource> resources)
    {
        if (kind.Immutable.IsEmpty)
            return [];
        var wrong = ManifestCheck.Check(kind, before.Body).Faults;
        return
        [
            .. kind.Immutable
                .Where(path => !wrong.Any(fault => fault.Path.StartsWith(path, StringComparison.Ordinal)))
                .Select(path => Fault(kind, path, before, body, resources))
                .OfType<Fault>(),
        ];
    }

    private static Fault? Fault(
        ResourceKind kind, string path, Resource before, JsonElement body, ImmutableDictionary<ResourceKey, Resource> resources)
    {
        var (old, changed) = (Value(kind, before.Body, path), Value(kind, body, path));
        if (old == changed || (path == "spec.broker" && !BrokerExists(before, resources)))
            return null;
        return new(path, $"cannot change from {old} to {changed}; delete {before.Key} and create it again");
    }

    /// <summary>The value as text; a broker reference as what it comes to, so that writing it otherwise is no change.</summary>
    private static string Value(ResourceKind kind, JsonElement body, string path)
    {
        var field = path.Split('.').Aggregate(new FieldReader(body, ""), (parent, name) => parent[name]);
        var schema = path.Split('.').Aggregate(kind.Schema, (parent, name) => parent.Properties[name]);
        return field["kind"].Text is { } broker
            ? $"{KindRegistry.Named(null, broker).FirstOrDefault()?.Kind ?? broker} {field["name"].Text}"
            : field.Exists ? field.Text ?? field.Element.GetRawText() : schema.Default ?? "nothing";
    }

    /// <summary>A trigger whose broker is not there runs nowhere: its reference may be put right.</summary>
    private static bool BrokerExists(Resource trigger, ImmutableDictionary<ResourceKey, Resource> resources)
    {
        var broker = new FieldReader(trigger.Body, "")["spec"]["broker"];
        var name = broker["name"].Text ?? broker.Text;
        return resources.Keys.Any(key => key.Namespace == trigger.Key.Namespace && key.Name == name && BrokerKinds.Includes(key));
    }
}

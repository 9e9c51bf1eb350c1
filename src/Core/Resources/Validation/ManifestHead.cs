using System.Collections.Immutable;
using Fabric.Resources.Kinds;

namespace Fabric.Resources.Validation;

/// <summary>What a manifest says about itself before its body.</summary>
internal sealed record ManifestHead(
    ResourceKind Kind,
    ResourceKey Key,
    ImmutableSortedDictionary<string, string> Labels,
    ImmutableSortedDictionary<string, string> Annotations)
{
    /// <summary>Reads the head; null where faults make the manifest unusable.</summary>
    public static ManifestHead? Read(FieldReader manifest, FaultList faults)
    {
        var kind = KindOf(manifest, faults);
        var metadata = manifest["metadata"];
        var name = Name(metadata["name"], kind?.NameIsLabel ?? false, faults);
        var place = Namespace(metadata["namespace"], kind?.Namespaced ?? true, faults);
        var labels = Texts(metadata["labels"], faults);
        var annotations = Texts(metadata["annotations"], faults);
        return faults.Faults.Length > 0 ? null : new(kind!, new(kind!.Group, kind.Kind, place, name), labels, annotations);
    }

    private static ResourceKind? KindOf(FieldReader manifest, FaultList faults)
    {
        var (apiVersion, kind) = (manifest["apiVersion"], manifest["kind"]);
        var version = Required(apiVersion, "group and version, such as eventing.triggermesh.io/v1alpha1", faults);
        var name = Required(kind, "the kind, such as MemoryBroker", faults);
        if (version is null || name is null)
            return null;
        var group = version.Contains('/', StringComparison.Ordinal) ? version[..version.IndexOf('/', StringComparison.Ordinal)] : "";
        if (KindRegistry.Find(group, name) is { } found && found.ApiVersion == version)
            return found;
        faults.Add(
            KindRegistry.Find(group, name) is null ? "kind" : "apiVersion",
            $"{Shown.Quote(name)} of {Shown.Quote(version)} is not known here{UnknownKind.Remedy(name)}");
        return null;
    }

    private static string Name(FieldReader field, bool label, FaultList faults)
    {
        if (Required(field, "the name", faults) is { } name && DnsName.Fault(name, label) is { } fault)
            faults.Add(field.Path, fault);
        return field.Text ?? "";
    }

    private static string Namespace(FieldReader field, bool namespaced, FaultList faults)
    {
        if (!namespaced)
            return "";
        var text = field.Exists ? field.Text ?? "" : ResourceName.DefaultNamespace;
        if (DnsName.Fault(text, label: true) is { } fault)
            faults.Add(field.Path, field.Text is null && field.Exists ? $"must be a string, but is {Shown.Describe(field.Element)}" : fault);
        return text;
    }

    private static string? Required(FieldReader field, string description, FaultList faults)
    {
        if (field.Text is { Length: > 0 } text)
            return text;
        faults.Add(
            field.Path,
            field.Exists && field.Text is null
                ? $"must be a string, but is {Shown.Describe(field.Element)}"
                : $"is required: {description}");
        return null;
    }

    private static ImmutableSortedDictionary<string, string> Texts(FieldReader field, FaultList faults)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (field.Exists && field.Element.ValueKind != System.Text.Json.JsonValueKind.Object)
            faults.Add(field.Path, $"must be an object, but is {Shown.Describe(field.Element)}");
        foreach (var (name, value) in field.Entries.Where(entry => entry.Value.Exists))
        {
            if (value.Text is { } text)
                texts[name] = text;
            else
                faults.Add(value.Path, $"must be a string, but is {Shown.Describe(value.Element)}; put it in quotes");
        }

        return texts.ToImmutable();
    }
}

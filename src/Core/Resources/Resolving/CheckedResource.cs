using System.Collections.Immutable;
using Fabric.Filters;
using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>A resource and what is wrong with it.</summary>
internal sealed record CheckedResource(Resource Resource, ImmutableArray<Fault> Faults, ImmutableArray<Fault> Warnings)
{
    public ResourceKey Key => Resource.Key;

    public ResourceName Name => Resource.Key.ResourceName;

    public string Namespace => Resource.Key.Namespace;

    /// <summary>A trigger's filter, parsed once.</summary>
    public Lazy<Filter?> Filter { get; init; } = new();

    public FieldReader Body => new(Resource.Body, "");

    public FieldReader Spec => Body["spec"];

    public bool HasFaultAt(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (Faults.Any(fault => fault.Path == path || fault.Path.StartsWith(path + ".", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    public static CheckedResource Of(Resource resource)
    {
        var kind = KindRegistry.Find(resource.Key.Group, resource.Key.Kind);
        var (faults, warnings) = kind is null ? ([], []) : ManifestCheck.Check(kind, resource.Body);
        return new(resource, faults, warnings)
        {
            Filter = new(() => TriggerFilters.Parse(new FieldReader(resource.Body, "")["spec"]).Filter),
        };
    }
}

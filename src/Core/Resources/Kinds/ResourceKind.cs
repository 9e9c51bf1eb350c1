using System.Collections.Immutable;

namespace Fabric.Resources.Kinds;

/// <summary>One kind of resource: its names, its columns and its fields.</summary>
public sealed record ResourceKind
{
    /// <summary>The API group; empty for the core group.</summary>
    public required string Group { get; init; }

    /// <summary>The only version served.</summary>
    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public ImmutableArray<string> ShortNames { get; init; } = [];

    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>What <c>kubectl get</c> shows after the name, in this order.</summary>
    public ImmutableArray<PrinterColumn> Columns { get; init; } = [PrinterColumn.Age];

    public bool Namespaced { get; init; } = true;

    /// <summary>True where the name becomes part of a host name, and so must be a DNS label (no dots, 63 characters).</summary>
    public bool NameIsLabel { get; init; }

    /// <summary>True where events can be sent to such a resource.</summary>
    public bool IsAddressable => NameIsLabel && Namespaced;

    /// <summary>The fields beside <c>apiVersion</c>, <c>kind</c>, <c>metadata</c> and <c>status</c>.</summary>
    public required FieldSchema Schema { get; init; }

    /// <summary>Fields that never change once they are valid, as <c>spec.storage</c>.</summary>
    internal ImmutableArray<string> Immutable { get; init; } = [];

    /// <summary>What a schema cannot say: rules between fields. Called with the body.</summary>
    internal Action<Validation.FieldReader, Validation.FaultList>? Rules { get; init; }

    /// <summary>Group and version, as <c>eventing.triggermesh.io/v1alpha1</c>; <c>v1</c> for the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public override string ToString() => $"{ApiVersion} {Kind}";
}

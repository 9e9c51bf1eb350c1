namespace Fabric.Resources;

/// <summary>Names one resource of the catalog. The version is no part of it: a kind is stored once.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Kind">The kind, in its own capitals.</param>
/// <param name="Namespace">The namespace; empty for a cluster-wide kind.</param>
/// <param name="Name">The name.</param>
public readonly record struct ResourceKey(string Group, string Kind, string Namespace, string Name)
{
    public ResourceName ResourceName => new(Namespace, Name);

    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}

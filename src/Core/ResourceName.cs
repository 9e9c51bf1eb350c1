using System.Diagnostics.CodeAnalysis;

namespace Fabric;

/// <summary>Names a broker, trigger, source or target: <c>namespace/name</c>, as Kubernetes does.</summary>
/// <param name="Namespace">The namespace, a DNS label; <c>default</c> where a manifest gives none.</param>
/// <param name="Name">The name within its namespace, a DNS subdomain.</param>
public readonly record struct ResourceName(string Namespace, string Name) : IComparable<ResourceName>
{
    /// <summary>The namespace of a manifest that names none.</summary>
    public const string DefaultNamespace = "default";

    /// <summary>Reads <c>namespace/name</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ResourceName? name)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var found = slash > 0 && slash < text!.Length - 1;
        name = found ? new ResourceName(text![..slash], text[(slash + 1)..]) : null;
        return found;
    }

    public int CompareTo(ResourceName other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(Name, other.Name);
    }

    public override string ToString() => $"{Namespace}/{Name}";

    public static bool operator <(ResourceName left, ResourceName right) => left.CompareTo(right) < 0;
    public static bool operator >(ResourceName left, ResourceName right) => left.CompareTo(right) > 0;
    public static bool operator <=(ResourceName left, ResourceName right) => left.CompareTo(right) <= 0;
    public static bool operator >=(ResourceName left, ResourceName right) => left.CompareTo(right) >= 0;
}

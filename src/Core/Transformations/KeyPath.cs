using System.Collections.Immutable;

namespace Fabric.Transformations;

/// <summary>One step into a JSON value: into a field by its name, or into a list by an index.</summary>
/// <param name="Name">The field's name; null for an index.</param>
/// <param name="Index">The place in a list, from 0.</param>
internal readonly record struct KeyStep(string? Name, int Index = 0);

/// <summary>Where a value is: <c>a.b[2].c</c>. Without any step it is the whole.</summary>
/// <param name="Steps">The steps from the root.</param>
/// <param name="Separator">What stands between names.</param>
internal sealed record KeyPath(ImmutableArray<KeyStep> Steps, string Separator)
{
    public const string DefaultSeparator = ".";

    public static KeyPath Root { get; } = new([], DefaultSeparator);

    public bool IsRoot => Steps.IsEmpty;
}

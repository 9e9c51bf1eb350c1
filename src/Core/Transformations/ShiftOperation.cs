namespace Fabric.Transformations;

/// <summary>Moves a value to another key, where there is one, and where it equals <paramref name="Expected"/>.</summary>
/// <param name="Where">The field of the manifest.</param>
/// <param name="From">Where the value is.</param>
/// <param name="To">Where it is to be.</param>
/// <param name="Expected">The text of the value, or a variable; null for any value.</param>
internal sealed record ShiftOperation(string Where, KeyPath From, KeyPath To, string? Expected) : Operation(Where)
{
    public override string? Apply(Section section, Variables variables)
    {
        if (!section.TryFind(From, out var value))
            return null;
        if (Expected is not null && !Scalar.Equals(value, variables.Expected(Expected)))
            return null;
        var copy = value?.DeepClone();
        section.Remove(From);
        if (section.Merge(To, copy))
            return null;
        section.Merge(From, copy);
        return "there is a list where the new key has a name";
    }
}

namespace Fabric.Transformations;

/// <summary>Writes a value, whether or not there is one; objects and lists grow, and lists are filled up with nulls.</summary>
internal sealed record AddOperation(string Where, KeyPath Path, ValueTemplate Value) : Operation(Where)
{
    public override string? Apply(Section section, Variables variables) =>
        section.Merge(Path, Value.Value(variables, section.Bounds)) ? null : "there is a list where the key has a name";
}

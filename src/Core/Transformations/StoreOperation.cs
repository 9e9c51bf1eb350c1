namespace Fabric.Transformations;

/// <summary>Remembers a value as a variable; what the event does not have, or has as null, is not remembered.</summary>
internal sealed record StoreOperation(string Where, string Name, KeyPath Path) : Operation(Where)
{
    public override bool RunsFirst => true;

    public override bool Changes => false;

    public override string? Apply(Section section, Variables variables)
    {
        if (section.TryFind(Path, out var value) && value is not null)
            variables.Store(Name, value);
        return null;
    }
}

using System.Text;
using System.Text.Json;

namespace Fabric.Transformations;

/// <summary>Replaces a string of JSON text by what the text says.</summary>
internal sealed record ParseOperation(string Where, KeyPath Path) : Operation(Where)
{
    public override bool RunsFirst => true;

    public override string? Apply(Section section, Variables variables)
    {
        if (!section.TryFind(Path, out var value))
            return null;
        if (value?.GetValueKind() != JsonValueKind.String)
            return "the value is not a string";
        var parsed = JsonTree.Read(Encoding.UTF8.GetBytes(value.GetValue<string>()), out var problem);
        if (problem is not null)
            return $"the string is not JSON: {problem}";
        section.Put(Path, parsed);
        return null;
    }
}

using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>Reads the <c>{attribute: value}</c> objects of <c>exact</c>, <c>prefix</c> and <c>suffix</c>.</summary>
internal static class AttributeValueParser
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>The attributes, of which there is at least one; null after adding faults.</summary>
    public static ImmutableArray<AttributeValue>? Parse(JsonElement attributes, string path, List<Fault> faults)
    {
        if (attributes.ValueKind != JsonValueKind.Object)
        {
            var kind = JsonKind.Of(attributes);
            faults.Add(new(path, $"is {kind}; expected an object of attributes and values such as {{type: com.example}}"));
            return null;
        }

        var before = faults.Count;
        var parsed = ImmutableArray.CreateBuilder<AttributeValue>();
        foreach (var property in attributes.EnumerateObject())
        {
            var field = $"{path}.{property.Name}";
            if (NameProblem(property.Name) is { } problem)
                faults.Add(new(field, problem));
            if (parsed.Any(attribute => attribute.Name == property.Name))
                faults.Add(new(field, "is given twice; use two entries, or 'any' for one value or another"));
            if (property.Value.ValueKind != JsonValueKind.String)
                faults.Add(new(field, $"is {JsonKind.Of(property.Value)}; an attribute is compared with text: quote it"));
            else if (property.Value.GetString() is not { Length: > 0 } value)
                faults.Add(new(field, "is an empty string; give the value to compare with"));
            else
                parsed.Add(new AttributeValue(Current(property.Name), value));
        }

        if (!attributes.EnumerateObject().Any())
            faults.Add(new(path, "is empty; name at least one attribute and its value"));
        return faults.Count == before ? parsed.ToImmutable() : null;
    }

    /// <summary>What is wrong with an attribute's name; null for a valid one.</summary>
    public static string? NameProblem(string name)
    {
        if (name.Length == 0)
            return "the attribute name is empty; name a CloudEvents attribute such as type";
        if (name == "data")
            return "data is no attribute; use the dialect data: {path: $.field, exact: value}";
        return name.AsSpan().ContainsAnyExcept(NameCharacters) || name.Length > byte.MaxValue
            ? $"'{name}' is no attribute name; names have lower-case letters a-z and digits only"
            : null;
    }

    // CloudEvents 0.3 called it schemaurl; records know the name of 1.0 only.
    internal static string Current(string name) => name == "schemaurl" ? "dataschema" : name;
}

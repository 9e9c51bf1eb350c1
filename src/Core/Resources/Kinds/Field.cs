using System.Collections.Immutable;

namespace Fabric.Resources.Kinds;

/// <summary>Short words for <see cref="FieldSchema"/>, so that a kind reads as its table.</summary>
internal static class Field
{
    public static FieldSchema Text(string description, string? fallback = null) =>
        new() { Type = FieldType.String, Description = description, Default = fallback };

    public static FieldSchema Choice(string description, ReadOnlySpan<string> values, string? fallback = null) =>
        new() { Type = FieldType.String, Description = description, Enum = [.. values], Default = fallback };

    public static FieldSchema Duration(string description, string? fallback = null) =>
        new() { Type = FieldType.String, Format = FieldFormat.Duration, Description = description, Default = fallback };

    public static FieldSchema Time(string description) =>
        new() { Type = FieldType.String, Format = FieldFormat.Timestamp, Description = description };

    public static FieldSchema Url(string description) =>
        new() { Type = FieldType.String, Format = FieldFormat.HttpUrl, Description = description };

    public static FieldSchema Quantity(string description, string? fallback = null) =>
        new() { Type = FieldType.IntegerOrString, Format = FieldFormat.Quantity, Description = description, Default = fallback };

    public static FieldSchema Integer(string description, long? min = null, long? max = null, string? fallback = null) =>
        new() { Type = FieldType.Integer, Description = description, Minimum = min, Maximum = max, Default = fallback };

    public static FieldSchema Flag(string description, string fallback = "false") =>
        new() { Type = FieldType.Boolean, Description = description, Default = fallback };

    public static FieldSchema Any(string description) => new() { Type = FieldType.Any, Description = description };

    public static FieldSchema List(string description, FieldSchema items) =>
        new() { Type = FieldType.List, Description = description, Items = items };

    public static FieldSchema Map(string description, FieldSchema? items = null) =>
        new() { Type = FieldType.Map, Description = description, Items = items ?? Text("value") };

    /// <summary>An object whose fields are not looked at.</summary>
    public static FieldSchema Open(string description, params ReadOnlySpan<(string Name, FieldSchema Schema)> properties) =>
        Object(description, properties) with { PreserveUnknown = true };

    public static FieldSchema Object(string description, params ReadOnlySpan<(string Name, FieldSchema Schema)> properties)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, FieldSchema>(StringComparer.Ordinal);
        foreach (var (name, schema) in properties)
            named.Add(name, schema);
        return new() { Type = FieldType.Object, Description = description, Properties = named.ToImmutable() };
    }

    public static FieldSchema Required(this FieldSchema schema) => schema with { Required = true };

    public static FieldSchema OrElse(this FieldSchema schema, params string[] aliases) => schema with { Aliases = [.. aliases] };
}

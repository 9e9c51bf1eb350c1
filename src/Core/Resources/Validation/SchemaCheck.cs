using System.Text.Json;
using Fabric.Resources.Kinds;

namespace Fabric.Resources.Validation;

/// <summary>Holds a manifest's fields against the schema of its kind.</summary>
internal static class SchemaCheck
{
    public static void Check(FieldSchema schema, FieldReader field, string kind, FaultList faults)
    {
        switch (schema.Type)
        {
            case FieldType.Object when Is(field, JsonValueKind.Object, "an object", schema, faults):
                Properties(schema, field, kind, faults);
                break;
            case FieldType.Map when Is(field, JsonValueKind.Object, "an object", schema, faults):
                foreach (var (_, value) in field.Entries.Where(entry => entry.Value.Exists))
                    Check(schema.Items!, value, kind, faults);
                break;
            case FieldType.List when Is(field, JsonValueKind.Array, "a list", schema, faults):
                Entries(schema, field, kind, faults);
                break;
            case FieldType.String when Is(field, JsonValueKind.String, "a string", schema, faults):
                TextCheck.Check(schema, field, faults);
                break;
            case FieldType.Integer when IsInteger(field, faults):
                NumberCheck.Range(schema, field, faults);
                break;
            case FieldType.Boolean when field.Flag is null:
                faults.Add(field.Path, $"must be true or false, but is {Shown.Describe(field.Element)}");
                break;
            case FieldType.IntegerOrString:
                NumberCheck.Quantity(field, faults);
                break;
        }
    }

    private static void Properties(FieldSchema schema, FieldReader field, string kind, FaultList faults)
    {
        foreach (var (name, property) in schema.Properties)
        {
            if (property.Required && !field[name].Exists && !property.Aliases.Any(alias => field[alias].Exists))
                faults.Add(field[name].Path, $"is required: {property.Description}");
        }

        foreach (var (name, value) in field.Entries)
        {
            if (schema.Property(name) is not { } property)
                Unknown(schema, name, value, kind, faults);
            else if (value.Exists)
                Check(property, value, kind, faults);
        }
    }

    private static void Entries(FieldSchema schema, FieldReader field, string kind, FaultList faults)
    {
        if (schema.Minimum > field.Element.GetArrayLength())
            faults.Add(field.Path, $"must have at least {schema.Minimum} entry, but is empty");
        foreach (var item in field.Items)
            Check(schema.Items!, item, kind, faults);
    }

    private static void Unknown(FieldSchema schema, string name, FieldReader value, string kind, FaultList faults)
    {
        if (!schema.PreserveUnknown)
            faults.Warn(value.Path, $"is not a field of {kind} and has no effect{Suggestion.Ask(name, schema.Properties.Keys)}");
    }

    private static bool Is(FieldReader field, JsonValueKind kind, string expected, FieldSchema schema, FaultList faults)
    {
        if (field.Element.ValueKind == kind)
            return true;
        var remedy = kind != JsonValueKind.String || field.Element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? ""
            : schema.Format == FieldFormat.Duration ? $"; {DurationText.Remedy}"
            : "; put it in quotes";
        faults.Add(field.Path, $"must be {expected}, but is {Shown.Describe(field.Element)}{remedy}");
        return false;
    }

    private static bool IsInteger(FieldReader field, FaultList faults)
    {
        if (field.Integer is not null)
            return true;
        var remedy = field.Text is { } text && long.TryParse(text, out _) ? "; write it without quotes" : "";
        faults.Add(field.Path, $"must be an integer, but is {Shown.Describe(field.Element)}{remedy}");
        return false;
    }
}

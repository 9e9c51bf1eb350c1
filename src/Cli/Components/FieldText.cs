using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Edge.Manifests;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Components;

/// <summary>Reads the text of a flag as the value that a field's schema asks for.</summary>
internal static class FieldText
{
    /// <exception cref="Refusal">It is no such value.</exception>
    public static JsonNode? Value(FieldSchema field, string text, string name) => field.Type switch
    {
        FieldType.Integer => Integer(text, name),
        FieldType.IntegerOrString when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        FieldType.Boolean => bool.TryParse(text, out var flag) ? flag : throw new Refusal($"--{name} {text}: give true or false"),
        FieldType.List => List(field, text, name),
        FieldType.Map => Map(text, name),
        FieldType.Object => Yaml(text, name) as JsonObject
            ?? throw new Refusal($"--{name} {text}: has fields of its own: give them as --{name}.{field.Properties.Keys.FirstOrDefault() ?? "field"} value"),
        FieldType.Any => Yaml(text, name),
        _ => text,
    };

    private static JsonValue Integer(string text, string name) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : throw new Refusal($"--{name} {text}: give a whole number");

    private static JsonArray List(FieldSchema field, string text, string name)
    {
        if (field.Items is { Type: FieldType.Object or FieldType.Any or FieldType.List or FieldType.Map })
            return Yaml(text, name) switch
            {
                JsonArray list => list,
                JsonObject one => new JsonArray(one),
                _ => throw new Refusal($"--{name} {text}: give a list as YAML, as '[{{…}}, {{…}}]'"),
            };
        return new JsonArray([.. text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(item => Value(field.Items!, item, name))]);
    }

    private static JsonObject Map(string text, string name)
    {
        var map = new JsonObject();
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = pair.IndexOfAny([':', '=']);
            if (at <= 0)
                throw new Refusal($"--{name} {text}: give pairs, as key:value,other:value");
            map[pair[..at].Trim()] = pair[(at + 1)..].Trim();
        }

        return map;
    }

    private static JsonNode? Yaml(string text, string name)
    {
        // A document must be a mapping, so the value is read as one's only field.
        var indented = text.Replace("\n", "\n  ", StringComparison.Ordinal);
        var reading = YamlManifest.Read($"value:\n  {indented}\n", $"--{name}");
        if (reading.Faults.Length > 0 || reading.Documents.Length != 1)
            throw new Refusal($"--{name} {text}: {(reading.Faults.Length > 0 ? reading.Faults[0].Message : "is not YAML")}");
        return JsonNode.Parse(reading.Documents[0].Manifest.GetProperty("value").GetRawText());
    }
}

using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Filters;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Components;

/// <summary>Builds the spec of a component from its flags, typed by the kind's schema. Secrets are set apart.</summary>
/// <param name="component">The component's name; its secrets are in <c>NAME-secret</c>.</param>
/// <param name="schema">The schema of the spec.</param>
/// <param name="readsFiles">True replaces a value that names a file by its content.</param>
internal sealed class FieldFlags(string component, FieldSchema schema, bool readsFiles)
{
    /// <summary>The spec so far.</summary>
    public JsonObject Spec { get; } = [];

    /// <summary>What belongs into the component's Secret.</summary>
    public SortedDictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public string SecretName => $"{component}-secret";

    /// <summary>Sets the field of a dotted path.</summary>
    /// <exception cref="Refusal">There is no such field, or it cannot have that value.</exception>
    public void Set(string path, string value)
    {
        if (readsFiles && value.Length < 4096 && File.Exists(value))
            value = File.ReadAllText(value);
        var (node, at, parts) = (Spec, schema, path.Split('.'));
        for (var index = 0; index < parts.Length; index++)
        {
            if (at.Type == FieldType.Map && index == parts.Length - 1)
            {
                node[parts[index]] = FieldText.Value(at.Items!, value, path);
                return;
            }

            var (name, field) = Field(at, parts[index], path);
            if (index == parts.Length - 1)
            {
                node[name] = IsSecret(field) ? Secret(path, value) : FieldText.Value(field, value, path);
                return;
            }

            if (node[name] is not JsonObject below)
                node[name] = below = [];
            (node, at) = (below, field);
        }
    }

    private static (string Name, FieldSchema Field) Field(FieldSchema at, string wanted, string path)
    {
        foreach (var (name, field) in at.Properties)
        {
            if (string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase) || field.Aliases.Contains(wanted))
                return (name, field);
        }

        return at.PreserveUnknown
            ? (wanted, Kinds.Any)
            : throw new Refusal($"property \"{path}\" does not exist{NearestName.Hint(wanted, at.Properties.Keys)}, available values are: {string.Join(", ", at.Properties.Keys)}");
    }

    private static bool IsSecret(FieldSchema field) =>
        field.Type == FieldType.Object && field.Properties.ContainsKey("valueFromSecret");

    private JsonObject Secret(string path, string value)
    {
        Secrets[path] = value;
        return new JsonObject { ["valueFromSecret"] = new JsonObject { ["key"] = path, ["name"] = SecretName } };
    }

    private static class Kinds
    {
        public static FieldSchema Any { get; } = new() { Type = FieldType.Any };
    }
}

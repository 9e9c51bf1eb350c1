using Fabric.Cli.Components;
using Fabric.Cli.Output;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs.Create;

/// <summary>The kinds there are, or the fields of one of them.</summary>
internal static class ComponentHelp
{
    public static void Write(Role role, IReadOnlyList<string> tokens, TextWriter output)
    {
        if (tokens.Count > 0 && KindWord.Of(role).FirstOrDefault(kind => KindWord.Word(kind, role) == tokens[0]) is { } kind)
            Fields(kind, output);
        else
            Kinds(role, output);
    }

    public static void Kinds(Role role, TextWriter output)
    {
        output.WriteLine($"Available {role.ToString().ToLowerInvariant()} kinds:");
        foreach (var kind in KindWord.Of(role))
            output.WriteLine($"  {KindWord.Word(kind, role),-14} {kind.Schema.Description}");
        output.WriteLine();
    }

    private static void Fields(ResourceKind kind, TextWriter output)
    {
        output.WriteLine($"Fields of {kind.Kind}:");
        var table = new TextTable("", "");
        foreach (var (path, field) in Flatten(kind.Schema.Property("spec")!, "").Where(each => each.Path is not "sink" && !each.Path.StartsWith("adapterOverrides", StringComparison.Ordinal)))
            table.Add($"  --{path}", $"{field.Description}{(field.Required ? " (required)" : "")}{(field.Default is null ? "" : $" [default: {field.Default}]")}");
        table.WriteRows(output);
        output.WriteLine();
    }

    private static IEnumerable<(string Path, FieldSchema Field)> Flatten(FieldSchema schema, string prefix)
    {
        foreach (var (name, field) in schema.Properties)
        {
            var isSecret = field.Properties.ContainsKey("valueFromSecret");
            if (field.Type == FieldType.Object && !isSecret && field.Properties.Count > 0 && !field.PreserveUnknown && name != "sink")
            {
                foreach (var below in Flatten(field, $"{prefix}{name}."))
                    yield return below;
            }
            else
            {
                yield return (prefix + name, field);
            }
        }
    }
}

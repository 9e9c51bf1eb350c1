using System.Text;
using System.Text.Json.Nodes;
using Fabric.Cli.Components;
using Fabric.Cli.Output;

namespace Fabric.Cli.Resources;

/// <summary>One resource with all its fields, in the words and the order of <c>kubectl describe</c>; conditions as a table.</summary>
internal static class ResourceDescription
{
    public static void Write(JsonObject resource, Colors colors, TextWriter output)
    {
        var metadata = resource["metadata"] as JsonObject;
        Fields(output, "", [
            ("Name", resource.Name()),
            ("Namespace", metadata.Text("namespace")),
            ("Labels", Pairs(metadata.Object("labels"))),
            ("Annotations", Pairs(metadata.Object("annotations"))),
            ("API Version", resource.Text("apiVersion")),
            ("Kind", resource.Kind()),
            ("Created", metadata.Text("creationTimestamp"))]);
        foreach (var (field, value) in resource.Where(each => each.Key is not ("apiVersion" or "kind" or "metadata" or "status")))
            Tree(output, "", field, value);
        if (resource["status"] is not JsonObject status)
            return;
        var rest = (JsonObject)status.DeepClone();
        rest.Remove("conditions");
        if (rest.Count > 0)
            Tree(output, "", "status", rest);
        Conditions(output, status["conditions"] as JsonArray ?? [], colors);
    }

    private static void Conditions(TextWriter output, JsonArray conditions, Colors colors)
    {
        if (conditions.Count == 0)
            return;
        output.WriteLine("Conditions:");
        var table = new TextTable("  Type", "Status", "Reason", "Message");
        foreach (var each in conditions.OfType<JsonObject>())
        {
            var status = each.Text("status") ?? "";
            table.Add(
                $"  {each.Text("type")}",
                status == "True" ? colors.Good(status) : status == "False" ? colors.Bad(status) : status,
                each.Text("reason") ?? "",
                each.Text("message") ?? "");
        }

        table.Write(output);
    }

    private static void Tree(TextWriter output, string indent, string field, JsonNode? value)
    {
        output.WriteLine($"{indent}{Title(field)}:");
        Body(output, indent + "  ", value);
    }

    private static void Body(TextWriter output, string indent, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject fields:
                Fields(output, indent, [.. fields.Where(each => IsPlain(each.Value)).Select(each => (Title(each.Key), (string?)Plain(each.Value)))]);
                foreach (var (name, inner) in fields.Where(each => !IsPlain(each.Value)))
                    Tree(output, indent, name, inner);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Item(output, indent, item);
                break;
            default:
                output.WriteLine($"{indent}{Plain(value)}");
                break;
        }
    }

    private static void Item(TextWriter output, string indent, JsonNode? item)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Body(text, indent + "  ", item);
        output.Write($"{indent}- {text.ToString()[(indent.Length + 2)..]}");
    }

    private static void Fields(TextWriter output, string indent, IReadOnlyList<(string Title, string? Value)> fields)
    {
        var width = fields.Select(each => each.Title.Length).DefaultIfEmpty().Max() + 3;
        foreach (var (title, value) in fields.Where(each => each.Value is not null))
            output.WriteLine($"{indent}{(title + ":").PadRight(width)}{value!.Replace("\n", "\n" + indent + new string(' ', width), StringComparison.Ordinal)}");
    }

    private static bool IsPlain(JsonNode? value) => value is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 });

    private static string Plain(JsonNode? value) => value is JsonObject or JsonArray ? "<none>" : value?.ToString() ?? "<none>";

    private static string Pairs(JsonObject? pairs) => pairs is not { Count: > 0 }
        ? "<none>"
        : string.Join('\n', pairs.Where(each => each.Key != "kubectl.kubernetes.io/last-applied-configuration").Select(each => $"{each.Key}={each.Value}"));

    // bufferSize becomes Buffer Size.
    private static string Title(string field)
    {
        var title = new StringBuilder();
        foreach (var letter in field)
        {
            if (title.Length > 0 && char.IsAsciiLetterUpper(letter) && !char.IsAsciiLetterUpper(title[^1]))
                title.Append(' ');
            title.Append(title.Length == 0 ? char.ToUpperInvariant(letter) : letter);
        }

        return title.ToString();
    }
}

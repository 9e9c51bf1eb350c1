using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Edge.Api;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Output;

/// <summary>Where a verb prints: results to standard output, what goes on meanwhile to standard error.</summary>
internal sealed class Printer(TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public TextWriter Output => output;

    public TextWriter Error => error;

    public Colors Colors { get; } = Colors.For(output);

    /// <summary>A line of the result.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>What goes on, for people: standard error, so that results can be piped.</summary>
    public void Note(string text) => error.WriteLine(text);

    /// <summary>Something accepted that will not do what was probably meant.</summary>
    public void Warning(string text) => error.WriteLine($"warning: {text}");

    /// <summary>A step that is being taken, with the time, as tmctl writes it.</summary>
    public void Log(string broker, string step) => error.WriteLine(
        $"{TimeProvider.System.GetLocalNow().ToString("yyyy/MM/dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)} {broker} | {step}");

    public void Table(TextTable table) => table.Write(output);

    public void Json(JsonNode node) => output.WriteLine(node.ToJsonString(Readable));

    public void Yaml(JsonNode node) => output.Write(YamlText.Of(node));

    /// <summary>
    /// Prints objects as <c>-o</c> asks: one as itself, several as a <c>List</c>. Answers false for text, which the verb
    /// prints itself.
    /// </summary>
    public bool Objects(OutputFormat format, IReadOnlyList<JsonObject> objects, bool asList = true)
    {
        foreach (var each in objects)
            (each["metadata"] as JsonObject)?.Remove("managedFields");
        switch (format)
        {
            case OutputFormat.Json:
                Json(asList ? ListOf(objects) : objects[0]);
                return true;
            case OutputFormat.Yaml:
                Yaml(asList ? ListOf(objects) : objects[0]);
                return true;
            case OutputFormat.Name:
                foreach (var each in objects)
                    Line(NameOf(each));
                return true;
            default:
                return false;
        }
    }

    /// <summary><c>kind.group/name</c>, as kubectl's <c>-o name</c> has it.</summary>
    public static string NameOf(JsonObject manifest)
    {
        var apiVersion = manifest["apiVersion"]?.GetValue<string>() ?? "v1";
        var group = apiVersion.Contains('/', StringComparison.Ordinal) ? "." + apiVersion.Split('/')[0] : "";
        return $"{manifest["kind"]?.GetValue<string>().ToLowerInvariant()}{group}/{manifest["metadata"]?["name"]?.GetValue<string>()}";
    }

    public static string NameOf(ResourceKind kind, string name) =>
        $"{kind.Kind.ToLowerInvariant()}{(kind.Group.Length > 0 ? "." + kind.Group : "")}/{name}";

    private static JsonObject ListOf(IReadOnlyList<JsonObject> objects) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray([.. objects.Select(each => each.DeepClone())]),
    };
}

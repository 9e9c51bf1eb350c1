using System.CommandLine;
using System.Text;
using System.Text.Json;
using Fabric.Cli.Calls;
using Fabric.Cli.Filters;
using Fabric.Filters;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric filter test</c>: what a filter says to an event, without any node.</summary>
internal static class FilterVerb
{
    private static readonly Option<string?> Cesql = new("--cesql")
    {
        Description = "An expression in CloudEvents SQL.",
        HelpName = "expression",
    };

    private static readonly Option<string?> Filter = new("--filter")
    {
        Description = "A filter, or a list of them, as in a trigger's spec.filters.",
        HelpName = "json",
    };

    private static readonly Option<string> Event = new("--event")
    {
        Description = "A file with an event in JSON, or with lines of {\"expression\":…,\"event\":…}; - for standard input, the default.",
        HelpName = "file",
        DefaultValueFactory = _ => "-",
    };

    public static Command Create() => new Verb("filter", "Try out filters.", "fabric filter test --help")
    {
        new Verb(
            "test",
            "Evaluate an expression or a filter over events; prints {\"result\":…,\"error\":…} for each.",
            """echo '{"specversion":"1.0","id":"1","source":"s","type":"order"}' | fabric filter test --cesql "type = 'order'" """)
        {
            Cesql, Filter, Event,
        }.Does(Test),
    };

    private static async Task Test(VerbCall call)
    {
        if (call.Get(Cesql) is not null && call.Get(Filter) is not null)
            throw new Refusal("give --cesql or --filter, not both");
        var from = call.Get(Event)!;
        var test = new FilterTest(call.Get(Cesql), ReadFilter(call.Get(Filter)), call.Printer.Note);
        using var input = Open(from);
        // A whole event over many lines, or one value a line.
        var pending = new StringBuilder();
        var (line, first) = (0, 1);
        while (await input.ReadLineAsync(call.Cancellation) is { } text)
        {
            line++;
            if (pending.Length == 0 && string.IsNullOrWhiteSpace(text))
                continue;
            if (pending.Length == 0)
                first = line;
            pending.AppendLine(text);
            if (Parse(pending.ToString()) is not { } json)
                continue;
            pending.Clear();
            call.Printer.Line(test.Run(json, Place(from, first)).ToJsonString());
        }

        if (pending.Length > 0)
            throw new Refusal($"{Place(from, first)}: is no JSON; give an event, or lines of {{\"expression\":…,\"event\":…}}");
        if (line == 0)
            throw new Refusal($"{Place(from, 0)}: there is no event; give --event FILE, or pipe one in");
    }

    private static Fabric.Filters.Filter? ReadFilter(string? text)
    {
        if (text is null)
            return null;
        if (Parse(text) is not { } json)
            throw new Refusal("--filter: is no JSON; give it as {\"exact\":{\"type\":\"order\"}}");
        var parsed = FilterParser.Parse(json.ValueKind == JsonValueKind.Array ? json : JsonSerializer.SerializeToElement(new[] { json }), "--filter");
        return parsed.IsValid ? parsed.Filter : throw new Refusal(string.Join("; ", parsed.Faults));
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TextReader Open(string from) => from == "-" ? Console.In
        : File.Exists(from) ? new StreamReader(from)
        : throw new Refusal($"--event {from}: there is no such file");

    private static string Place(string from, int line) => (from == "-" ? "standard input" : from) + (line > 0 ? $", line {line}" : "");
}

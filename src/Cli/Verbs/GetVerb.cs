using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Output;
using Fabric.Cli.Resources;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric get</c>: resources in the columns that kubectl shows.</summary>
internal static class GetVerb
{
    private const string TableType = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private const string Everything = "all";

    private static readonly Argument<string[]> Words = ResourceWords.Argument(
        "A kind, as triggers or memorybroker, and names of that kind, as memorybroker foo or memorybroker/foo. Default: all kinds.");

    public static Command Create() => new Verb("get", "Show resources, as kubectl does.", "fabric get triggers") { Words }.Does(Get);

    private static async Task Get(VerbCall call)
    {
        var typed = call.Get(Words)!;
        var words = typed is [] or [Everything]
            ? new ResourceWords(Everything, [.. KindRegistry.All.Where(kind => kind.Namespaced && kind.Group.Length > 0)], [])
            : ResourceWords.Parse(typed, Everything);
        if (call.Output == OutputFormat.Text && !call.IsStopped)
            await Tables(call, words);
        else
            await Objects(call, words);
    }

    private static async Task Objects(VerbCall call, ResourceWords words)
    {
        var found = (await ResourceSearch.Find(call, words)).Select(each => each.Manifest).ToList();
        if (call.Printer.Objects(call.Output, found, asList: words.Names.Count != 1 || found.Count != 1))
            return;
        foreach (var each in found)
            call.Printer.Line(Printer.NameOf(each));
    }

    private static async Task Tables(VerbCall call, ResourceWords words)
    {
        var shown = new List<string>();
        foreach (var kind in words.Kinds)
        {
            if (await Table(call, ResourcePath.Of(kind, call.Context.Namespace)) is not { } table || Rows(table, words) is not { Count: > 0 } rows)
                continue;
            if (shown.Count > 0)
                call.Printer.Line();
            shown.AddRange(rows.Select(NameIn));
            var columns = ((JsonArray)table["columnDefinitions"]!).Select((column, index) => (Column: column!, index))
                .Where(column => column.Column["priority"]?.GetValue<int>() is null or 0).ToList();
            var text = new TextTable([.. columns.Select(column => column.Column["name"]!.GetValue<string>().ToUpperInvariant())]);
            foreach (var row in rows)
                text.Add([.. columns.Select(column => Cell(row["cells"]![column.index], column.index, words.Kinds.Count > 1 ? kind : null))]);
            call.Printer.Table(text);
        }

        if (words.Names.Except(shown).Any())
            await ResourceSearch.Find(call, words);
        if (shown.Count == 0)
            call.Printer.Note($"There is nothing in namespace {call.Context.Namespace}.");
    }

    private static List<JsonNode> Rows(JsonObject table, ResourceWords words) =>
        [.. (table["rows"] as JsonArray ?? []).OfType<JsonNode>().Where(row => words.Names.Count == 0 || words.Names.Contains(NameIn(row)))];

    private static string NameIn(JsonNode row) => row["cells"]![0]!.ToString();

    private static string Cell(JsonNode? cell, int column, ResourceKind? kind) =>
        (column == 0 && kind is not null ? $"{kind.Singular}{(kind.Group.Length > 0 ? "." + kind.Group : "")}/" : "") + (cell?.ToString() ?? "");

    private static async Task<JsonObject?> Table(VerbCall call, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", TableType);
        using var response = await call.Client.Send(request, call.Cancellation);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
            return null;
        await call.Client.Check(response, call.Cancellation);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(call.Cancellation)) as JsonObject;
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Components;
using Fabric.Cli.Output;
using Fabric.Cli.Resources;
using Fabric.Filters;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric get</c>: resources in the columns that kubectl shows.</summary>
internal static class GetVerb
{
    private const string TableType = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private static readonly Argument<string> Kind = new("kind")
    {
        Description = "A kind, as triggers or memorybroker; all for everything.",
        DefaultValueFactory = _ => "all",
    };

    private static readonly Argument<string?> Name = new("name")
    {
        Description = "One resource of that kind.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create() => new Verb("get", "Show resources, as kubectl does.", "fabric get triggers") { Kind, Name }.Does(Get);

    private static async Task Get(VerbCall call)
    {
        var (word, name) = (call.Get(Kind)!, call.Get(Name));
        var kinds = word == "all" ? KindRegistry.All.Where(kind => kind.Namespaced && kind.Group.Length > 0).ToList() : KindName.Find(word);
        if (call.Output == OutputFormat.Text && !call.IsStopped)
            await Tables(call, kinds, word, name);
        else
            await Objects(call, kinds, word, name);
    }

    private static async Task Objects(VerbCall call, IReadOnlyList<ResourceKind> kinds, string word, string? name)
    {
        var found = new List<JsonObject>();
        foreach (var kind in kinds)
            found.AddRange((await call.Resources.List(kind, call.Context.Namespace, call.Cancellation)).Where(each => name is null || each.Name() == name));
        if (name is not null && found.Count == 0)
            throw Missing(call, word, name, await Names(call, kinds));
        if (call.Printer.Objects(call.Output, found, asList: name is null))
            return;
        foreach (var each in found)
            call.Printer.Line(Printer.NameOf(each));
    }

    private static async Task Tables(VerbCall call, IReadOnlyList<ResourceKind> kinds, string word, string? name)
    {
        var any = false;
        foreach (var kind in kinds)
        {
            if (await Table(call, ResourcePath.Of(kind, call.Context.Namespace, name)) is not { } table || table["rows"] is not JsonArray { Count: > 0 } rows)
                continue;
            if (any)
                call.Printer.Line();
            any = true;
            var columns = ((JsonArray)table["columnDefinitions"]!).Select((column, index) => (Column: column!, index))
                .Where(column => column.Column["priority"]?.GetValue<int>() is null or 0).ToList();
            var text = new TextTable([.. columns.Select(column => column.Column["name"]!.GetValue<string>().ToUpperInvariant())]);
            foreach (var row in rows)
                text.Add([.. columns.Select(column => Cell(row!["cells"]![column.index], column.index, kinds.Count > 1 ? kind : null))]);
            call.Printer.Table(text);
        }

        if (any)
            return;
        if (name is not null)
            throw Missing(call, word, name, await Names(call, kinds));
        call.Printer.Note($"There is nothing in namespace {call.Context.Namespace}.");
    }

    private static string Cell(JsonNode? cell, int column, ResourceKind? kind) =>
        (column == 0 && kind is not null ? $"{kind.Singular}.{kind.Group}/" : "") + (cell?.ToString() ?? "");

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

    private static async Task<List<string>> Names(VerbCall call, IReadOnlyList<ResourceKind> kinds)
    {
        var names = new List<string>();
        foreach (var kind in kinds)
            names.AddRange((await call.Resources.List(kind, call.Context.Namespace, call.Cancellation)).Select(each => each.Name()));
        return names;
    }

    private static Refusal Missing(VerbCall call, string word, string name, List<string> known) => new(
        $"there is no {word} \"{name}\" in namespace {call.Context.Namespace}{NearestName.Hint(name, known)}; see what there is with: fabric get {word}");
}

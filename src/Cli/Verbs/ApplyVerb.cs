using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Components;
using Fabric.Cli.Imports;
using Fabric.Cli.Output;
using Fabric.Cli.Resources;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric apply</c>: makes the node what manifests say.</summary>
internal static class ApplyVerb
{
    private static readonly Option<string[]> Files = new("--file", "-f")
    {
        Description = "A file of manifests, a folder or an address; - for standard input. May be given several times.",
        HelpName = "file or url",
        Required = true,
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Change nothing; show what would change, as a tree.",
    };

    public static Command Create() => new Verb(
        "apply",
        "Create or change the resources of manifests, as kubectl does.",
        "fabric apply -f foo.yaml --dry-run")
    {
        Files, DryRun,
    }.Does(Apply);

    private static async Task Apply(VerbCall call)
    {
        var applied = new List<JsonObject>();
        foreach (var file in call.Get(Files)!)
        {
            foreach (var manifest in await ImportFile.Read(file, call.Cancellation))
                applied.Add(await Apply(call, manifest, file));
        }

        call.Printer.Objects(call.Output, applied);
    }

    private static async Task<JsonObject> Apply(VerbCall call, JsonObject manifest, string file)
    {
        var kind = KindRegistry.Find(manifest.Group(), manifest.Kind())
            ?? throw new Refusal($"{file}: there is no kind {manifest.Kind()} in {manifest.Text("apiVersion")}; fabric get all shows what there is");
        var space = manifest.Text("metadata", "namespace") ?? call.Context.Namespace;
        var before = await call.Resources.Find(kind, space, manifest.Name(), call.Cancellation);
        var (after, isNew) = call.Get(DryRun)
            ? await call.Client.Apply(manifest, kind, space, dryRun: true, call.Cancellation)
            : await call.Resources.Apply(manifest, kind, space, call.Cancellation);
        var changes = ChangeTree.Lines(Content(before), Content(after), call.Printer.Colors);
        if (call.Output != OutputFormat.Text)
            return after;
        var what = isNew || before is null ? "created" : changes.Count > 0 ? "configured" : "unchanged";
        call.Printer.Line($"{Printer.NameOf(manifest)} {what}{(call.Get(DryRun) ? " (dry run)" : "")}");
        if (call.Get(DryRun))
        {
            foreach (var line in before is null ? ChangeTree.Lines(new JsonObject(), Content(after), call.Printer.Colors) : changes)
                call.Printer.Line("  " + line);
        }

        return after;
    }

    // What a person declares: not what the server writes beside it.
    private static JsonObject? Content(JsonObject? resource)
    {
        if (resource is null)
            return null;
        var content = (JsonObject)resource.DeepClone();
        content.Remove("status");
        content.Remove("apiVersion");
        content.Remove("kind");
        if (content["metadata"] is JsonObject metadata)
        {
            foreach (var field in metadata.Select(each => each.Key).Where(field => field is not ("labels" or "annotations")).ToList())
                metadata.Remove(field);
            if (metadata.Count == 0)
                content.Remove("metadata");
        }

        return content;
    }
}

using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Imports;
using Fabric.Cli.Output;
using Fabric.Cli.Resources;
using Fabric.Cli.Verbs.Delete;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric delete</c>: resources as kubectl deletes them; brokers and components as tmctl does.</summary>
internal static class DeleteVerb
{
    private static readonly Argument<string[]> Words = ResourceWords.Argument("A kind and one or more names, as memorybroker foo or memorybroker/foo.");

    private static readonly Option<string[]> Files = new("--file", "-f")
    {
        Description = "A file of manifests, a folder or an address; - for standard input. May be given several times.",
        HelpName = "file or url",
    };

    private static readonly Option<bool> Leniently = new("--ignore-not-found") { Description = "What is not there is no error." };

    public static Command Create()
    {
        var verb = new Verb(
            "delete",
            "Delete brokers and components with what belongs to them, or any resource by its kind and name.",
            "fabric delete webhooksource foo-webhooksource")
        {
            Words, Files, Leniently,
            DeleteBrokerVerb.Create(),
            DeleteComponentVerb.Create(Role.Source, "foo-httppollersource"),
            DeleteComponentVerb.Create(Role.Target, "console"),
            DeleteComponentVerb.Create(Role.Transformation, "foo-transformation"),
            DeleteComponentVerb.Create(Role.Trigger, "foo-trigger-a73dcb65"),
        };
        return verb.Does(call => Delete(call, [.. verb.Subcommands.Select(each => each.Name)]));
    }

    private static Task Delete(VerbCall call, string[] others) => (call.Get(Words)!, call.Get(Files)!) switch
    {
        ([], []) => throw new Refusal($"say what to delete: KIND NAME, -f FILE, or one of {string.Join(", ", others)}"),
        (_, []) => Named(call, call.Get(Words)!, others),
        ([], _) => Declared(call, call.Get(Files)!),
        _ => throw new Refusal("give KIND NAME or -f FILE, not both"),
    };

    private static async Task Named(VerbCall call, string[] typed, string[] others)
    {
        var words = ResourceWords.Parse(typed, others);
        if (words.Names.Count == 0)
            throw new Refusal($"say which {words.Word} to delete: see what there is with: fabric get {words.Word}");
        if (call.Get(Leniently))
        {
            foreach (var (kind, name) in words.Kinds.SelectMany(kind => words.Names.Select(name => (kind, name))))
                await Delete(call, kind, call.Context.Namespace, name);
            return;
        }

        var found = await ResourceSearch.Find(call, words);
        if (found.GroupBy(each => each.Manifest.Name()).FirstOrDefault(each => each.Count() > 1) is { } twice)
            throw new Refusal($"\"{twice.Key}\" is the name of {string.Join(" and ", twice.Select(each => Printer.NameOf(each.Kind, twice.Key)))}: say which, kind and group and all");
        foreach (var (kind, manifest) in found)
            await Delete(call, kind, call.Context.Namespace, manifest.Name());
    }

    private static async Task Declared(VerbCall call, string[] files)
    {
        var missing = new List<string>();
        foreach (var file in files)
        {
            foreach (var manifest in await ImportFile.Read(file, call.Cancellation))
            {
                var kind = Roles.KindOf(manifest)
                    ?? throw new Refusal($"{file}: there is no kind {manifest.Kind()} in {manifest.Text("apiVersion")}; fabric get all shows what there is");
                if (!await Delete(call, kind, manifest.Text("metadata", "namespace") ?? call.Context.Namespace, manifest.Name()))
                    missing.Add(Printer.NameOf(manifest));
            }
        }

        if (missing.Count > 0 && !call.Get(Leniently))
            throw new Refusal($"there is no {string.Join(", no ", missing)} to delete; --ignore-not-found lets that pass");
    }

    private static async Task<bool> Delete(VerbCall call, ResourceKind kind, string space, string name)
    {
        var existed = await call.Resources.Delete(kind, space, name, call.Cancellation);
        if (existed)
            call.Printer.Line(call.Output == OutputFormat.Name ? Printer.NameOf(kind, name) : $"{Printer.NameOf(kind, name).Replace("/", " \"", StringComparison.Ordinal)}\" deleted");
        return existed;
    }
}

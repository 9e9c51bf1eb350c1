using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;
using Fabric.Cli.Imports;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric import</c>: a broker from what <c>dump</c> wrote, or from the folder of tmctl.</summary>
internal static class ImportVerb
{
    private static readonly Option<string?> From = new("--from", "-f")
    {
        Description = "The file or address of a dump; - for standard input. With --from-tmctl, tmctl's folder.",
        HelpName = "file or url",
    };

    private static readonly Option<bool> FromTmctl = new("--from-tmctl")
    {
        Description = "Import every broker of tmctl from ~/.triggermesh/cli.",
    };

    public static Command Create() => new Verb(
        "import",
        "Make a broker from a dump, or from what tmctl kept; start it with fabric start.",
        "fabric import -f foo.yaml")
    {
        From, FromTmctl,
    }.Does(Import);

    private static async Task Import(VerbCall call)
    {
        if (call.Get(FromTmctl))
            await Tmctl(call);
        else if (call.Get(From) is { } from)
            await One(call, from);
        else
            throw new Refusal("say what to import: -f FILE, or --from-tmctl for the brokers of tmctl");
    }

    private static async Task One(VerbCall call, string from)
    {
        var manifests = await ImportFile.Read(from, call.Cancellation);
        await UserInput.Fill(manifests, call);
        if (call.Get(SharedOptions.Server) is not null || call.Get(SharedOptions.Context) is not null)
        {
            // A server that cannot be steered is said once, before anything is left out because of it.
            await call.Resources.List(SecretManifest.Kind, call.Context.Namespace, call.Cancellation);
            await ImportedBroker.Store(call, call.Resources, call.Context.Namespace, manifests);
        }
        else
        {
            call.For(await ImportedBroker.Create(call, manifests, from));
        }

        await DescribeVerb.Describe(call);
        if (call.IsStopped)
            call.Printer.Note($"Imported; start it with: fabric start {call.Context.Name}");
    }

    private static async Task Tmctl(VerbCall call)
    {
        var home = new TmctlHome(call.Get(From) ?? TmctlHome.DefaultFolder);
        var names = new List<string>();
        foreach (var file in home.Manifests())
        {
            var manifests = await ImportFile.Read(file, call.Cancellation);
            await UserInput.Fill(manifests, call);
            names.Add(await ImportedBroker.Create(call, manifests, file));
        }

        if (home.Current() is { } current && names.Contains(current))
            call.Home.Settings.Context = current;
        foreach (var name in names)
            call.Printer.Line(name == call.Home.Settings.Context ? $"*{name}" : name);
        call.Printer.Note("Imported; start one with: fabric start NAME");
    }
}

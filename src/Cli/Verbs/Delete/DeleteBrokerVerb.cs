using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;

namespace Fabric.Cli.Verbs.Delete;

/// <summary><c>fabric delete broker</c>: a broker with everything around it, and where it is its own, its node.</summary>
internal static class DeleteBrokerVerb
{
    private static readonly Argument<string[]> Names = new("names")
    {
        Description = "One or more names.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create() => new Verb("broker", "Delete brokers with everything around them and every event they keep.", "fabric delete broker foo") { Names }.Does(Delete);

    private static async Task Delete(VerbCall call)
    {
        foreach (var name in call.Get(Names)!)
        {
            if (IsElsewhere(call, name))
                await OfServer(call, name);
            else
                await OfContext(call, ContextSelection.Named(call.Home, name));
        }
    }

    // A name that is no context may be that of a broker in the current one.
    private static bool IsElsewhere(VerbCall call, string name) =>
        call.Get(SharedOptions.Server) is not null || call.Get(SharedOptions.Context) is not null
        || (call.Home.Find(name) is null && call.Home.Settings.Context is not null);

    private static async Task OfContext(VerbCall call, Context context)
    {
        if (context.IsLocal)
        {
            call.Printer.Log(context.Name, "Stopping node");
            await new ContextContainers(call.Home, context).RemoveAll(call.Cancellation);
            await new BackgroundNode(call.Home, context, TimeProvider.System).Stop(call.Cancellation);
        }

        call.Home.Remove(context.Name);
        call.Printer.Line(context.IsLocal
            ? $"Deleted broker \"{context.Name}\""
            : $"Deleted context \"{context.Name}\"; what runs at {context.Server.GetLeftPart(UriPartial.Authority)} goes on");
        if (call.Home.Settings.Context != context.Name)
            return;
        call.Home.Settings.Context = call.Home.Contexts().Select(each => each.Name).FirstOrDefault();
        if (call.Home.Settings.Context is { } next)
            call.Printer.Note($"Current broker is set to \"{next}\"");
    }

    private static async Task OfServer(VerbCall call, string name)
    {
        var objects = await BrokerObjects.Load(call, name);
        foreach (var each in objects.All.Where(each => each == objects.Broker || each.Label(Manifests.ContextLabel) == name))
            await call.Resources.Delete(Roles.KindOf(each)!, call.Context.Namespace, each.Name(), call.Cancellation);
        call.Printer.Line($"Deleted broker \"{name}\"");
    }
}

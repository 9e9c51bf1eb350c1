using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Contexts;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric start</c>: the node of a context, in the background.</summary>
internal static class StartVerb
{
    private static readonly Argument<string?> Broker = new("broker")
    {
        Description = "The broker. Default: the current one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Restart = new("--restart") { Description = "Stop it first where it runs." };

    public static Command Create() => new Verb(
        "start",
        "Start a broker with its components in the background, on the port it had.",
        "fabric start foo")
    {
        Broker, Restart,
    }.Does(Start);

    private static async Task Start(VerbCall call)
    {
        var context = call.For(call.Get(Broker)).Context;
        LocalContexts.Check(context, "start");
        if (call.Get(Restart))
            await call.Node.Stop(call.Cancellation);
        if (call.Node.IsRunning)
        {
            call.Printer.Line($"\"{context.Name}\" already runs at http://localhost:{context.Server.Port}");
            return;
        }

        if (!Ports.IsFree(context.Server.Port))
            throw new Refusal($"\"{context.Name}\" cannot start: another process listens on its port {context.Server.Port}; end that process");
        call.Printer.Log(context.Name, "Starting node");
        await call.Node.Start(call.Cancellation);
        await new ContextContainers(call.Home, context).Start(call.Cancellation);
        call.Printer.Line($"\"{context.Name}\" runs at http://localhost:{context.Server.Port}");
    }
}

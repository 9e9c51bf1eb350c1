using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Contexts;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric stop</c>: ends the node of a context in order.</summary>
internal static class StopVerb
{
    private static readonly Argument<string?> Broker = new("broker")
    {
        Description = "The broker. Default: the current one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create() => new Verb(
        "stop",
        "Stop a broker with its components. What a durable broker holds waits for the next start.",
        "fabric stop foo")
    {
        Broker,
    }.Does(Stop);

    private static async Task Stop(VerbCall call)
    {
        var context = call.For(call.Get(Broker)).Context;
        LocalContexts.Check(context, "stop");
        call.Printer.Log(context.Name, "Stopping node");
        await new ContextContainers(call.Home, context).Stop(call.Cancellation);
        call.Printer.Line(await call.Node.Stop(call.Cancellation) ? $"\"{context.Name}\" is stopped" : $"\"{context.Name}\" does not run");
    }
}

using System.CommandLine;
using Fabric.Cli.Bench.Sinks;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Verbs.Bench;

/// <summary><c>fabric bench sink</c>: the target of every measurement.</summary>
internal static class BenchSinkVerb
{
    private static readonly Option<int> Port = new("--port") { Description = "The port to listen on; 0 takes a free one." };

    public static Command Create() => new Verb(
        "sink",
        "Take events at /0, /1, …, mark their numbers and answer 202; GET /counts tells. /hang never answers.",
        "fabric bench sink --port 9000")
    {
        Port,
    }.Does(Serve);

    private static Task Serve(VerbCall call)
    {
        using var sink = new Sink(call.Get(Port));
        call.Printer.Line($"ready {sink.Address.GetLeftPart(UriPartial.Authority)}");
        call.Printer.Output.Flush();
        sink.Run(call.Cancellation);
        return Task.CompletedTask;
    }
}

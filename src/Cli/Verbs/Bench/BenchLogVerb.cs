using System.CommandLine;
using System.Text.Json;
using Fabric.Cli.Bench.Logs;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Verbs.Bench;

/// <summary><c>fabric bench log</c>: writes, opens or replays a file log.</summary>
internal static class BenchLogVerb
{
    private static readonly Argument<string> What = new("what") { Description = "write, open or replay." };

    private static readonly Option<string> Folder = new("--folder") { Description = "The data directory of the log.", Required = true };

    private static readonly Option<int> Events = new("--events") { Description = "How many events it has.", DefaultValueFactory = _ => 100_000 };

    private static readonly Option<int> Body = new("--body") { Description = "The size of each one's data.", DefaultValueFactory = _ => 1024 };

    private static readonly Option<int> RareEvery = new("--rare-every") { Description = "Each so many-th event is one that a replay looks for.", DefaultValueFactory = _ => 100 };

    private static readonly Option<int> Turns = new("--turns") { Description = "How often it is replayed.", DefaultValueFactory = _ => 3 };

    public static Command Create() => new Verb(
        "log",
        "Write, open or replay a file log: milliseconds to open, events read a second.",
        "fabric bench log write --folder bench-log && fabric bench log replay --folder bench-log")
    {
        What, Folder, Events, Body, RareEvery, Turns,
    }.Does(Run);

    private static async Task Run(VerbCall call)
    {
        var spec = new LogSpec(call.Get(Events), call.Get(Body), call.Get(RareEvery));
        var measured = await LogWork.Run(call.Get(What)!, call.Get(Folder)!, spec, call.Get(Turns), call.Cancellation);
        call.Printer.Line(JsonSerializer.Serialize(measured));
    }
}

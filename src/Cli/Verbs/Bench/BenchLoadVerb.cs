using System.CommandLine;
using System.Text.Json;
using Fabric.Cli.Bench.Load;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Verbs.Bench;

/// <summary><c>fabric bench load</c>: the generator, by itself or told what to send a line at a time.</summary>
internal static class BenchLoadVerb
{
    private static readonly Option<Uri?> Target =
        UrlOption.Create("--target", "Where to post; without it, plans are read from standard input as JSON lines.");

    private static readonly Option<double> Seconds = new("--seconds") { Description = "How long.", DefaultValueFactory = _ => 10 };

    private static readonly Option<double> Rate = new("--rate") { Description = "Events a second; 0 for as many as are answered." };

    private static readonly Option<int> Connections = new("--connections") { Description = "Requests open at once.", DefaultValueFactory = _ => 64 };

    private static readonly Option<int> Batch = new("--batch") { Description = "Events in one request.", DefaultValueFactory = _ => 1 };

    private static readonly Option<long> First = new("--first") { Description = "The number of the first event.", DefaultValueFactory = _ => 1 };

    public static Command Create() => new Verb(
        "load",
        "Post numbered events and say what was answered, as a line of JSON.",
        "fabric bench load --target http://127.0.0.1:9001/ --seconds 5")
    {
        Target, Seconds, Rate, Connections, Batch, First,
    }.Does(Run);

    private static async Task Run(VerbCall call)
    {
        if (call.Get(Target) is { } target)
        {
            Send(call, new LoadPlan
            {
                Target = target,
                Seconds = call.Get(Seconds),
                Rate = call.Get(Rate),
                Connections = call.Get(Connections),
                Batch = call.Get(Batch),
                FirstId = call.Get(First),
            });
            return;
        }

        call.Printer.Line("ready");
        await call.Printer.Output.FlushAsync();
        while (await Console.In.ReadLineAsync(call.Cancellation) is { } line)
            Send(call, JsonSerializer.Deserialize<LoadPlan>(line, JsonSerializerOptions.Web)!);
    }

    private static void Send(VerbCall call, LoadPlan plan)
    {
        using var generator = new Generator(plan);
        call.Printer.Line(JsonSerializer.Serialize(generator.Run(call.Cancellation), JsonSerializerOptions.Web));
        call.Printer.Output.Flush();
    }
}

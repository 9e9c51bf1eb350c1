using System.CommandLine;
using Fabric.Cli.Bench.Relays;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Verbs.Bench;

/// <summary><c>fabric bench relay</c>: the limit that brokers are measured against.</summary>
internal static class BenchRelayVerb
{
    private static readonly Option<Uri?> Target = UrlOption.Create("--target", "Where events go.");

    private static readonly Option<int> Port = new("--port") { Description = "The port to listen on; 0 takes a free one." };

    private static readonly Option<int> Workers = new("--workers") { Description = "Requests open at once.", DefaultValueFactory = _ => 64 };

    public static Command Create() => new Verb(
        "relay",
        "Pass events on with an endpoint, a channel and HttpClient: no broker at all.",
        "fabric bench relay --target http://127.0.0.1:9000/0 --port 9001")
    {
        Target, Port, Workers,
    }.Does(Serve);

    private static async Task Serve(VerbCall call)
    {
        var target = call.Get(Target) ?? throw new Refusal("bench relay needs --target: the address that events are passed on to");
        await using var relay = await Relay.Start(target, call.Get(Workers), call.Get(Port), call.Cancellation);
        call.Printer.Line($"ready {relay.Address.GetLeftPart(UriPartial.Authority)}");
        await call.Printer.Output.FlushAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.Cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

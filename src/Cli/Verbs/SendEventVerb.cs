using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Components;
using Fabric.Cli.Output;
using Fabric.Events;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric send-event</c>: an event made from a payload.</summary>
internal static class SendEventVerb
{
    private static readonly Argument<string?> Data = new("data")
    {
        Description = "The payload: JSON, or any text.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Type = new("--eventType", "--event-type")
    {
        Description = "The event's type.",
        HelpName = "type",
        DefaultValueFactory = _ => OutgoingEvent.DefaultType,
    };

    private static readonly Option<string?> Target = new("--target")
    {
        Description = "The component to send to. Default: the broker.",
        HelpName = "name",
    };

    private static readonly Option<string?> File = new("--file", "-f")
    {
        Description = "A file with a JSON array of payloads, each of which is sent.",
        HelpName = "file",
    };

    public static Command Create() => new Verb(
        "send-event",
        "Send an event to the broker, or to one component.",
        """fabric send-event '{"hello":"world"}' --eventType greeting""")
    {
        Data, Type, Target, File,
    }.Does(Send);

    private static async Task<int> Send(VerbCall call)
    {
        var payloads = Payloads(call);
        var (name, shown, destination) = await Destination(call);
        var failed = 0;
        foreach (var payload in payloads)
        {
            var sent = OutgoingEvent.Of(payload, call.Get(Type)!, TimeProvider.System);
            using var request = OutgoingEvent.Request(sent, destination);
            using var response = await call.Client.Send(request, call.Cancellation);
            var problem = response.IsSuccessStatusCode
                ? null
                : ServerRefusals.Message(await response.Content.ReadAsStringAsync(call.Cancellation), response.StatusCode);
            Tell(call, sent, $"{name}({shown})", problem);
            failed += problem is null ? 0 : 1;
        }

        return failed == 0 ? 0 : 1;
    }

    private static void Tell(VerbCall call, CloudEvent sent, string destination, string? problem)
    {
        var printer = call.Printer;
        switch (call.Output)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                var json = new JsonObject { ["destination"] = destination, ["id"] = sent.Id, ["type"] = sent.Type, ["accepted"] = problem is null };
                if (problem is not null)
                    json["error"] = problem;
                if (call.Output == OutputFormat.Json)
                    printer.Json(json);
                else
                    printer.Yaml(json);
                break;
            case OutputFormat.Name:
                printer.Line(sent.Id);
                break;
            default:
                printer.Line($"Destination: {destination}");
                printer.Line("Request:");
                printer.Line(Blocks.Rule);
                printer.Output.Write(EventRendering.ToText(sent.ToRecord()));
                printer.Line(Blocks.Rule);
                printer.Line($"Response: {(problem is null ? printer.Colors.Good("OK") : printer.Colors.Bad($"Error({problem})"))}");
                break;
        }
    }

    private static async Task<(string Name, string Shown, Uri Destination)> Destination(VerbCall call)
    {
        var context = call.Context;
        if (call.Get(Target) is null && context.Broker is { } own)
        {
            var shown = context.IsLocal ? $"http://localhost:{context.Server.Port}" : $"{context.Server.GetLeftPart(UriPartial.Authority)}/brokers/{context.Namespace}/{own}";
            return (own, shown, new Uri(context.Server, $"/brokers/{context.Namespace}/{own}"));
        }

        var objects = await BrokerObjects.Load(call);
        var component = call.Get(Target) is { } name && name != objects.Broker.Name()
            ? new Subscriptions(call, objects).Find(name, "--target")
            : objects.Broker;
        var address = component.Address()
            ?? throw new Refusal($"{component.Kind()} \"{component.Name()}\" takes no events: it has no address; see why with: fabric describe");
        return (component.Name(), new StatusText(context, call.Printer.Colors).Address(component)!, new Uri(address));
    }

    private static IReadOnlyList<string> Payloads(VerbCall call)
    {
        if (call.Get(File) is not { } file)
            return [call.Get(Data) ?? throw new Refusal("give the payload, as fabric send-event '{\"hello\":\"world\"}', or a file of payloads with --file")];
        if (!System.IO.File.Exists(file))
            throw new Refusal($"--file {file}: there is no such file");
        try
        {
            if (JsonNode.Parse(System.IO.File.ReadAllText(file)) is JsonArray payloads)
                return [.. payloads.Select(each => each is JsonValue value && value.TryGetValue<string>(out var text) ? text : each?.ToJsonString() ?? "null")];
        }
        catch (JsonException failure)
        {
            throw new Refusal($"--file {file}: is not JSON ({failure.Message.Split(". ")[0]}); give a JSON array of payloads");
        }

        throw new Refusal($"--file {file}: give a JSON array of payloads, as [{{\"hello\":\"world\"}}]");
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;
using Fabric.Cli.Output;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs.Create;

/// <summary><c>fabric create broker</c>: a context, its node in the background, and its broker.</summary>
internal static class CreateBrokerVerb
{
    private static readonly Argument<string> Name = new("name") { Description = "The broker's name." };

    private static readonly Option<bool> Memory = new("--memory")
    {
        Description = "Keep events in memory only; a stop or crash loses them. Default: on disk.",
    };

    private static readonly Option<int?> Port = new("--port")
    {
        Description = "The port it keeps; 0 takes any free one. Default: the first free one from 8080.",
    };

    private static readonly Option<string?> Version = new("--version-of-components")
    {
        Hidden = true,
        Aliases = { "--version" },
    };

    public static Command Create() => new Verb(
        "broker",
        "Create a broker and start it in the background; it becomes the current one.",
        "fabric create broker foo")
    {
        Name, Memory, Port, Version,
    }.Does(Make);

    private static async Task Make(VerbCall call)
    {
        var name = ContextName.Check(call.Get(Name)!);
        if (call.Get(SharedOptions.Server) is not null || call.Get(SharedOptions.Context) is not null)
            await OnNode(call, name);
        else
            await WithNode(call, name);
    }

    private static async Task WithNode(VerbCall call, string name)
    {
        if (call.Home.Find(name) is not null)
            throw new Refusal($"broker \"{name}\" already exists");
        var context = new Context
        {
            Name = name,
            Broker = name,
            Namespace = call.Get(SharedOptions.Namespace) ?? "default",
            Server = new Uri($"http://127.0.0.1:{Ports.Choose(call.Get(Port), call.Home)}"),
            Token = call.Get(SharedOptions.Token),
            IsLocal = true,
        };
        call.Printer.Log(name, "Updating manifest");
        call.Home.Save(context);
        try
        {
            await new StoppedNode(call.Home, context).Apply(Manifest(name, call.Get(Memory)), Kind(call), context.Namespace, call.Cancellation);
            call.Printer.Log(name, "Starting node");
            await new BackgroundNode(call.Home, context, TimeProvider.System).Start(call.Cancellation);
        }
        catch
        {
            call.Home.Remove(name);
            throw;
        }

        call.Home.Settings.Context = name;
        Tell(call, name, isCurrent: true);
    }

    /// <summary>One more broker on a node or cluster that runs.</summary>
    private static async Task OnNode(VerbCall call, string name)
    {
        var context = call.Context;
        if (await call.Resources.Find(Kind(call), context.Namespace, name, call.Cancellation) is not null)
            throw new Refusal($"broker \"{name}\" already exists");
        await call.Resources.Apply(Manifest(name, call.Get(Memory)), Kind(call), context.Namespace, call.Cancellation);
        Tell(call, name, isCurrent: false);
    }

    private static void Tell(VerbCall call, string name, bool isCurrent)
    {
        if (call.Printer.Objects(call.Output, [Manifest(name, call.Get(Memory))], asList: false))
            return;
        call.Printer.Line(Blocks.Rule);
        call.Printer.Line($"Created object name:\t{name}");
        if (isCurrent)
        {
            call.Printer.Line($"Current broker is set to \"{name}\"");
            call.Printer.Line("To change the current broker use \"fabric brokers --set <broker name>\"");
        }
    }

    private static ResourceKind Kind(VerbCall call) =>
        KindRegistry.Find("eventing.triggermesh.io", call.Get(Memory) ? "MemoryBroker" : "RedisBroker")!;

    private static JsonObject Manifest(string name, bool memory) => new()
    {
        ["apiVersion"] = "eventing.triggermesh.io/v1alpha1",
        ["kind"] = memory ? "MemoryBroker" : "RedisBroker",
        ["metadata"] = new JsonObject
        {
            ["labels"] = new JsonObject { [Manifests.ContextLabel] = name },
            ["name"] = name,
        },
    };
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Output;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs.Create;

/// <summary><c>fabric create trigger</c>: brings events to a component that exists.</summary>
internal static class CreateTriggerVerb
{
    private static readonly Option<string> Target = new("--target")
    {
        Description = "The component that takes the events.",
        HelpName = "name",
        Required = true,
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "The trigger's name; several are numbered. Default: BROKER-trigger-HASH.",
        HelpName = "name",
    };

    private static readonly Option<string?> Filter = new("--filter")
    {
        Description = "A filter as JSON, instead of --source and --eventTypes.",
        HelpName = "json",
    };

    public static Command Create()
    {
        var verb = new Verb(
            "trigger",
            "Create a trigger for each type of event; one for every event where no type is given.",
            "fabric create trigger --target console --eventTypes greeting --retry 3")
        {
            Target, Name, SubscriptionFlags.Source, SubscriptionFlags.Types, Filter,
        };
        DeliveryFlags.AddTo(verb);
        return verb.Does(Make);
    }

    private static async Task Make(VerbCall call)
    {
        var objects = await BrokerObjects.Load(call);
        var subscriptions = new Subscriptions(call, objects);
        var target = subscriptions.Find(call.Get(Target)!, "--target");
        var filters = Filters(call, subscriptions);
        call.Printer.Log(objects.Broker.Name(), "Updating manifest");
        var triggers = await subscriptions.Create(target, filters, call.Get(Name), DeliveryFlags.Read(call, subscriptions));
        if (call.Printer.Objects(call.Output, triggers))
            return;
        foreach (var trigger in triggers)
        {
            call.Printer.Line(Blocks.Rule);
            call.Printer.Line($"Created object name:\t{trigger.Name()}");
            call.Printer.Line($"Subscribed to:\t\t{FilterText.Of(trigger)}");
            Settling.Warn(call, await Settling.Wait(call, trigger, Roles.KindOf(trigger)!));
        }
    }

    private static IReadOnlyList<JsonArray> Filters(VerbCall call, Subscriptions subscriptions)
    {
        var named = subscriptions.Filters(SubscriptionFlags.Sources(call), SubscriptionFlags.EventTypes(call));
        if (call.Get(Filter) is { } filter)
            return named.Count == 0 ? [EventFilter.Parse(filter)] : throw new Refusal("give --filter, or --source and --eventTypes, not both");
        return named.Count == 0 ? [[]] : named;
    }
}

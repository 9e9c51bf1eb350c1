using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Output;

namespace Fabric.Cli.Verbs.Create;

/// <summary><c>fabric create target</c>: a target, and the triggers that bring it events.</summary>
internal static class CreateTargetVerb
{
    private static readonly ComponentFlags Flags = new(Role.Target);

    public static Command Create()
    {
        var verb = new Verb(
            "target",
            "Create a target: create target KIND --FIELD VALUE …, or create target --from-image IMAGE. Run again with the same name, it changes the target.",
            "fabric create target display --name console --eventTypes 'greeting*'")
        {
            SubscriptionFlags.Source, SubscriptionFlags.Types,
        };
        Flags.AddTo(verb);
        DeliveryFlags.AddTo(verb);
        return verb.Does(Make);
    }

    private static async Task Make(VerbCall call)
    {
        if (Flags.IsEmpty(call))
        {
            call.Printer.Line("Usage:\n  fabric create target KIND --FIELD VALUE …\n");
            ComponentHelp.Kinds(Role.Target, call.Printer.Output);
            return;
        }

        var objects = await BrokerObjects.Load(call);
        var subscriptions = new Subscriptions(call, objects);
        var target = Flags.Read(call, objects.Broker);
        var filters = subscriptions.Filters(SubscriptionFlags.Sources(call), SubscriptionFlags.EventTypes(call));
        var delivery = DeliveryFlags.Read(call, subscriptions);

        await Validation.Check(target.Manifest, call.Cancellation);
        call.Printer.Log(objects.Broker.Name(), "Updating manifest");
        await ContainerImages.Prepare(call, target.Manifest);
        var stored = await target.Apply(call);
        var triggers = await subscriptions.Create(target.Manifest, filters, name: null, delivery);
        stored = await Settling.Wait(call, stored, target.Kind);
        if (call.Printer.Objects(call.Output, [stored, .. triggers]))
            return;
        Tell(call, stored, subscriptions);
        Settling.Warn(call, stored);
    }

    private static void Tell(VerbCall call, JsonObject target, Subscriptions subscriptions)
    {
        call.Printer.Line(Blocks.Rule);
        call.Printer.Line($"Created object name:\t{target.Name()}");
        call.Printer.Line($"Component consumes:\t{EventTypes.Text(EventTypes.ConsumedBy(target))}");
        var sources = SubscriptionFlags.Sources(call)
            .Select(source => $"{source}({EventTypes.Text(EventTypes.ProducedBy(subscriptions.Find(source, "--source")))})");
        if (string.Join(", ", sources.Concat(SubscriptionFlags.EventTypes(call))) is { Length: > 0 } subscribed)
            call.Printer.Line($"Subscribed to:\t\t{subscribed}");
        if (new StatusText(call.Context, call.Printer.Colors).Address(target) is { } address)
            call.Printer.Line($"Listening on:\t\t{address}");
        if (SubscriptionFlags.Sources(call).Count + SubscriptionFlags.EventTypes(call).Count == 0)
            call.Printer.Note($"It gets no events yet; bring it some with: fabric create trigger --target {target.Name()}");
    }
}

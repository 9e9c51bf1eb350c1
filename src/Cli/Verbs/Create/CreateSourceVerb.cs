using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Output;

namespace Fabric.Cli.Verbs.Create;

/// <summary><c>fabric create source</c>: a source of the current broker.</summary>
internal static class CreateSourceVerb
{
    private static readonly ComponentFlags Flags = new(Role.Source);

    public static Command Create()
    {
        var verb = new Verb(
            "source",
            "Create a source: create source KIND --FIELD VALUE …, or create source --from-image IMAGE. Run again with the same name, it changes the source.",
            "fabric create source webhook --eventType greeting");
        Flags.AddTo(verb);
        return verb.Does(Make);
    }

    private static async Task Make(VerbCall call)
    {
        if (Flags.IsEmpty(call))
        {
            call.Printer.Line("Usage:\n  fabric create source KIND --FIELD VALUE …\n");
            ComponentHelp.Kinds(Role.Source, call.Printer.Output);
            return;
        }

        var objects = await BrokerObjects.Load(call);
        var source = Flags.Read(call, objects.Broker);
        await Validation.Check(source.Manifest, call.Cancellation);
        call.Printer.Log(objects.Broker.Name(), "Updating manifest");
        await ContainerImages.Prepare(call, source.Manifest);
        var stored = await source.Apply(call);
        stored = await Settling.Wait(call, stored, source.Kind);
        if (call.Printer.Objects(call.Output, [stored], asList: false))
            return;
        call.Printer.Line(Blocks.Rule);
        call.Printer.Line($"Created object name:\t{stored.Name()}");
        call.Printer.Line($"Component produces:\t{EventTypes.Text(EventTypes.ProducedBy(stored))}");
        if (new StatusText(call.Context, call.Printer.Colors).Address(stored) is { } address)
            call.Printer.Line($"Listening on:\t\t{address}");
        Settling.Warn(call, stored);
    }
}

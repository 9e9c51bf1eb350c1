using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;
using Fabric.Cli.Output;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs.Create;

/// <summary><c>fabric create transformation</c>: changes events on their way to a target.</summary>
internal static class CreateTransformationVerb
{
    private static readonly Option<string?> Name = new("--name") { Description = "Its name. Default: BROKER-transformation.", HelpName = "name" };

    private static readonly Option<string?> Target = new("--target")
    {
        Description = "The component whose events it changes: triggers that led there lead to the transformation, and its result goes there.",
        HelpName = "name",
    };

    private static readonly Option<string?> From = new("--from", "-f")
    {
        Description = "A file with the operations. Default: standard input, up to an empty line.",
        HelpName = "file",
    };

    private static readonly Option<bool> Wizard = new("--wizard") { Hidden = true };

    public static Command Create() => new Verb(
        "transformation",
        "Create a transformation from operations given as YAML.",
        """
        fabric create transformation --name add-field --eventTypes greeting <<EOF
        data:
        - operation: add
          paths:
          - key: new-field
            value: hello from Fabric
        EOF
        """)
    {
        Name, Target, SubscriptionFlags.Source, SubscriptionFlags.Types, From, Wizard,
    }.Does(Make);

    private static async Task Make(VerbCall call)
    {
        if (call.Get(Wizard))
            throw new Refusal("there is no --wizard here; give the operations as YAML in a file with --from, or on standard input");
        var origin = call.Get(From) ?? "standard input";
        var spec = TransformationSpec.Read(await Operations(call), origin);
        var objects = await BrokerObjects.Load(call);
        var subscriptions = new Subscriptions(call, objects);
        var target = call.Get(Target) is { } wanted ? subscriptions.Find(wanted, "--target") : null;
        var filters = subscriptions.Filters(SubscriptionFlags.Sources(call), SubscriptionFlags.EventTypes(call));
        var name = ContextName.Check(call.Get(Name) ?? $"{objects.Broker.Name()}-transformation");
        var output = TransformationSpec.Output(spec, name, target);
        var kind = KindRegistry.Find("flow.triggermesh.io", "Transformation")
            ?? throw new Refusal("this version of Fabric has no transformations");

        call.Printer.Log(objects.Broker.Name(), "Updating manifest");
        var manifest = NewManifest.Of(kind, name, objects.Broker.Name(), spec);
        await Validation.Check(manifest, call.Cancellation, origin);
        var (stored, _) = await call.Resources.Apply(manifest, kind, call.Context.Namespace, call.Cancellation);
        var wiring = new TransformationWiring(subscriptions, objects);
        await wiring.Lead(manifest, target, filters, output);
        stored = await Settling.Wait(call, stored, kind);
        if (call.Printer.Objects(call.Output, [stored], asList: false))
            return;
        call.Printer.Line(Blocks.Rule);
        call.Printer.Line($"Created object name:\t{name}");
        call.Printer.Line($"Component produces:\t{output ?? EventTypes.Any}");
        if (output is null)
            call.Printer.Warning($"the type of what \"{name}\" makes depends on the event; lead its events on with fabric create trigger --eventTypes TYPES --target {target?.Name() ?? "NAME"}");
        else if (target is not null && EventTypes.ConsumedBy(target) is { Count: > 0 } expected && !expected.Contains(output))
            call.Printer.Warning($"\"{target.Name()}\" expects {EventTypes.Text(expected)}, and the transformation makes {output}");
        Settling.Warn(call, stored);
    }

    private static async Task<string> Operations(VerbCall call)
    {
        if (call.Get(From) is { } file)
            return File.Exists(file) ? await File.ReadAllTextAsync(file, call.Cancellation) : throw new Refusal($"--from {file}: there is no such file");
        if (!Console.IsInputRedirected)
            call.Printer.Note(call.Printer.Colors.Faint("Type the operations as YAML, and an empty line to end, as:\n\n" + TransformationSpec.Example));
        return await StandardInput.ReadToEmptyLine(call.Cancellation);
    }
}

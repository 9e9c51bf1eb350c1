using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;
using Fabric.Filters;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric delete</c>: brokers and components, with the triggers and secrets that nothing else needs.</summary>
internal static class DeleteVerb
{
    private static readonly Argument<string[]> Names = new("names")
    {
        Description = "One or more names.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create() => new Verb("delete", "Delete brokers and components.", "fabric delete target console")
    {
        new Verb("broker", "Delete brokers with everything around them and every event they keep.", "fabric delete broker foo") { Names }.Does(Brokers),
        Component(Role.Source, "foo-httppollersource"),
        Component(Role.Target, "console"),
        Component(Role.Transformation, "foo-transformation"),
        Component(Role.Trigger, "foo-trigger-a73dcb65"),
    };

    private static Verb Component(Role role, string example)
    {
        var word = role.ToString().ToLowerInvariant();
        return new Verb(word, $"Delete {word}s.", $"fabric delete {word} {example}") { Names }.Does(call => Components(call, role));
    }

    private static async Task Brokers(VerbCall call)
    {
        foreach (var name in call.Get(Names)!)
        {
            if (call.Parsed.GetValue(SharedOptions.Server) is not null || call.Parsed.GetValue(SharedOptions.Context) is not null)
                await RemoteBroker(call, name);
            else
                await LocalBroker(call, ContextSelection.Named(call.Home, name));
            call.Printer.Line($"Deleted broker \"{name}\"");
        }
    }

    private static async Task LocalBroker(VerbCall call, Context context)
    {
        if (context.IsLocal)
        {
            call.Printer.Log(context.Name, "Stopping node");
            await new ContextContainers(call.Home, context).RemoveAll(call.Cancellation);
            await new BackgroundNode(call.Home, context, TimeProvider.System).Stop(call.Cancellation);
        }

        call.Home.Remove(context.Name);
        if (call.Home.Settings.Context != context.Name)
            return;
        call.Home.Settings.Context = call.Home.Contexts().Select(each => each.Name).FirstOrDefault();
        if (call.Home.Settings.Context is { } next)
            call.Printer.Note($"Current broker is set to \"{next}\"");
    }

    private static async Task RemoteBroker(VerbCall call, string name)
    {
        var objects = await BrokerObjects.Load(call, name);
        foreach (var each in objects.All.Where(each => each == objects.Broker || each.Label(Manifests.ContextLabel) == name))
            await Delete(call, each);
    }

    private static async Task Components(VerbCall call, Role role)
    {
        var objects = await BrokerObjects.Load(call);
        var known = (role == Role.Trigger ? objects.Triggers : objects.Components.Where(each => Roles.Of(each) == role)).ToList();
        foreach (var name in call.Get(Names)!)
        {
            var found = known.Find(each => each.Name() == name) ?? throw new Refusal(
                $"there is no {role.ToString().ToLowerInvariant()} \"{name}\"{NearestName.Hint(name, known.Select(each => each.Name()))}; see what there is with: fabric describe");
            call.Printer.Log(objects.Broker.Name(), "Updating manifest");
            foreach (var trigger in objects.Triggers.Where(trigger => role != Role.Trigger && TriggerParts.TargetOf(trigger) == name))
            {
                await Delete(call, trigger);
                call.Printer.Line($"Deleted trigger \"{trigger.Name()}\"");
            }

            await Delete(call, found);
            await new ContextContainers(call.Home, call.Context).Remove(name, call.Cancellation);
            await call.Resources.Delete(SecretManifest.Kind, call.Context.Namespace, $"{name}-secret", call.Cancellation);
            call.Printer.Line($"Deleted {role.ToString().ToLowerInvariant()} \"{name}\"");
        }
    }

    private static Task<bool> Delete(VerbCall call, JsonObject resource) =>
        call.Resources.Delete(Roles.KindOf(resource)!, call.Context.Namespace, resource.Name(), call.Cancellation);
}

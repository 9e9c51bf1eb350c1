using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;
using Fabric.Filters;

namespace Fabric.Cli.Verbs.Delete;

/// <summary><c>fabric delete source|target|transformation|trigger</c>: with the triggers and secrets that nothing else needs.</summary>
internal static class DeleteComponentVerb
{
    private static readonly Argument<string[]> Names = new("names")
    {
        Description = "One or more names.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create(Role role, string example)
    {
        var word = Word(role);
        return new Verb(word, $"Delete {word}s.", $"fabric delete {word} {example}") { Names }.Does(call => Delete(call, role));
    }

    private static async Task Delete(VerbCall call, Role role)
    {
        var all = await Candidates(call);
        foreach (var name in call.Get(Names)!)
        {
            var found = all.FirstOrDefault(each => Roles.Of(each) == role && each.Name() == name) ?? throw Missing(name, role, all);
            call.Printer.Log(call.Context.Broker ?? "-", "Updating manifest");
            foreach (var trigger in all.Where(each => role != Role.Trigger && Roles.Of(each) == Role.Trigger && TriggerParts.TargetOf(each) == name))
            {
                await Delete(call, trigger);
                call.Printer.Line($"Deleted trigger \"{trigger.Name()}\"");
            }

            await Delete(call, found);
            await new ContextContainers(call.Home, call.Context).Remove(name, call.Cancellation);
            await call.Resources.Delete(SecretManifest.Kind, call.Context.Namespace, $"{name}-secret", call.Cancellation);
            call.Printer.Line($"Deleted {Word(role)} \"{name}\"");
        }
    }

    // Around the broker that is meant; where none is, in the whole namespace.
    private static async Task<IReadOnlyList<JsonObject>> Candidates(VerbCall call)
    {
        if (call.Context.Broker is not null)
            return [.. (await BrokerObjects.Load(call)).All];
        var lists = await Task.WhenAll(Roles.Kinds.Select(kind => call.Resources.List(kind, call.Context.Namespace, call.Cancellation)));
        return [.. lists.SelectMany(list => list)];
    }

    private static Refusal Missing(string name, Role role, IReadOnlyList<JsonObject> all) => new(
        $"there is no {Word(role)} \"{name}\"{NearestName.Hint(name, all.Where(each => Roles.Of(each) == role).Select(each => each.Name()))}; see what there is with: fabric describe");

    private static Task<bool> Delete(VerbCall call, JsonObject resource) =>
        call.Resources.Delete(Roles.KindOf(resource)!, call.Context.Namespace, resource.Name(), call.Cancellation);

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}

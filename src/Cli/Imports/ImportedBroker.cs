using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;

namespace Fabric.Cli.Imports;

/// <summary>Makes a context of the manifests of a broker. It is not started.</summary>
internal static class ImportedBroker
{
    /// <returns>The context's name.</returns>
    /// <exception cref="Refusal">There is no broker among them, or its name is taken.</exception>
    public static async Task<string> Create(VerbCall call, IReadOnlyList<JsonObject> manifests, string origin)
    {
        var broker = manifests.FirstOrDefault(each => Roles.Of(each) == Role.Broker)
            ?? throw new Refusal($"{origin}: holds no broker; apply it to one that runs: kubectl --server http://localhost:PORT apply -f {origin}");
        var name = ContextName.Check(broker.Name());
        if (call.Home.Find(name) is not null)
            throw new Refusal($"broker \"{name}\" already exists; remove it first with: fabric delete broker {name}");
        var context = new Context
        {
            Name = name,
            Broker = name,
            Server = new Uri($"http://127.0.0.1:{Ports.Choose(wanted: null, call.Home)}"),
            IsLocal = true,
        };
        call.Home.Save(context);
        await Store(call, new StoppedNode(call.Home, context), context.Namespace, manifests);
        call.Home.Settings.Context = name;
        return name;
    }

    /// <summary>Stores manifests where they may be taken up; what Fabric does not have is said and left out.</summary>
    public static async Task Store(VerbCall call, IResources resources, string space, IReadOnlyList<JsonObject> manifests)
    {
        foreach (var manifest in manifests)
        {
            if (Roles.KindOf(manifest) is not { } kind)
            {
                call.Printer.Warning($"{manifest.Kind()} \"{manifest.Name()}\" is left out: Fabric has no kind {manifest.Text("apiVersion")} {manifest.Kind()}");
                continue;
            }

            try
            {
                await resources.Apply(manifest, kind, space, call.Cancellation);
            }
            catch (Refusal refusal)
            {
                call.Printer.Warning($"{refusal.Message}: left out");
            }
        }
    }
}

using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Contexts;

namespace Fabric.Cli.Components;

/// <summary>A broker and everything around it: what <c>describe</c> shows and <c>dump</c> writes.</summary>
internal sealed class BrokerObjects
{
    private readonly bool _isOnly;

    private BrokerObjects(JsonObject broker, IReadOnlyList<JsonObject> others, bool isOnly)
    {
        _isOnly = isOnly;
        Broker = broker;
        Triggers = [.. others.Where(each => Roles.Of(each) == Role.Trigger)];
        Transformations = [.. others.Where(each => Roles.Of(each) == Role.Transformation)];
        Sources = [.. others.Where(each => Roles.Of(each) == Role.Source)];
        Targets = [.. others.Where(each => Roles.Of(each) == Role.Target)];
    }

    public JsonObject Broker { get; }

    public IReadOnlyList<JsonObject> Triggers { get; }

    public IReadOnlyList<JsonObject> Transformations { get; }

    public IReadOnlyList<JsonObject> Sources { get; }

    public IReadOnlyList<JsonObject> Targets { get; }

    /// <summary>All of them, the broker first.</summary>
    public IEnumerable<JsonObject> All => [Broker, .. Triggers, .. Transformations, .. Sources, .. Targets];

    /// <summary>What can send and receive events, beside the broker.</summary>
    public IEnumerable<JsonObject> Components => [.. Transformations, .. Sources, .. Targets];

    /// <summary>Loads the broker that the call is about.</summary>
    /// <exception cref="Refusal">There is no such broker.</exception>
    public static Task<BrokerObjects> Load(VerbCall call, string? name = null) => Load(call, call.Resources, name);

    /// <summary>Loads it from a place of the caller's choice.</summary>
    /// <exception cref="Refusal">There is no such broker.</exception>
    public static async Task<BrokerObjects> Load(VerbCall call, IResources resources, string? name = null)
    {
        var context = call.Context;
        var lists = await Task.WhenAll(Roles.Kinds.Select(kind => resources.List(kind, context.Namespace, call.Cancellation)));
        var all = lists.SelectMany(list => list).OrderBy(each => each.Name(), StringComparer.Ordinal).ToList();
        var brokers = all.Where(each => Roles.Of(each) == Role.Broker).ToList();
        var broker = BrokerChoice.Of(brokers, name ?? context.Broker, context);
        var others = all.Where(each => Roles.Of(each) is not (Role.Broker or Role.None)).ToList();
        return new BrokerObjects(broker, brokers.Count == 1 ? others : Around(broker, others), brokers.Count == 1);
    }

    /// <summary>True for a resource that goes with the broker: by its label, or because no other broker is there.</summary>
    public bool Owns(JsonObject resource) => _isOnly || resource.Label(Manifests.ContextLabel) == Broker.Name();

    // Where several brokers share a node: what names this one, and what its triggers name.
    private static List<JsonObject> Around(JsonObject broker, List<JsonObject> others)
    {
        var name = broker.Name();
        var triggers = others.Where(each => Roles.Of(each) == Role.Trigger && TriggerParts.BrokerOf(each) == name).ToList();
        var targets = triggers.Select(TriggerParts.TargetOf).ToHashSet();
        return
        [
            .. triggers,
            .. others.Where(each => Roles.Of(each) != Role.Trigger
                && (each.Label(Manifests.ContextLabel) == name
                    || each["spec"].Text("sink", "ref", "name") == name
                    || targets.Contains(each.Name()))),
        ];
    }
}

using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Filters;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Components;

/// <summary>Makes the triggers that bring events to a component.</summary>
internal sealed class Subscriptions(VerbCall call, BrokerObjects objects)
{
    private static readonly ResourceKind Kind = KindRegistry.Find("eventing.triggermesh.io", "Trigger")!;

    /// <summary>One trigger for each filter; a null filter is for every event.</summary>
    /// <param name="target">The component.</param>
    /// <param name="filters">What it is to get.</param>
    /// <param name="name">The name that the user gave; null for names that follow from target and filter.</param>
    /// <param name="delivery">What the delivery flags say; null for nothing.</param>
    /// <returns>The triggers as stored.</returns>
    public async Task<IReadOnlyList<JsonObject>> Create(
        JsonObject target, IReadOnlyList<JsonArray> filters, string? name, JsonObject? delivery)
    {
        var triggers = new List<JsonObject>();
        foreach (var filter in filters)
        {
            var own = name switch
            {
                null => TriggerName.Of(objects.Broker.Name(), target.Name(), filter.Count == 1 ? filter[0] as JsonObject : filter.Count == 0 ? null : new JsonObject { ["all"] = filter.DeepClone() }),
                _ when filters.Count == 1 => name,
                _ => $"{name}-{triggers.Count + 1}",
            };
            triggers.Add(await Put(own, target, filter, delivery));
        }

        return triggers;
    }

    /// <summary>Sends what a trigger selects to another component.</summary>
    public async Task Repoint(JsonObject trigger, JsonObject target)
    {
        var changed = Stored.Clean(trigger);
        var spec = changed.Object("spec")!;
        spec.Remove("subscriber");
        spec[Roles.KindOf(trigger)?.Group == Kind.Group ? "target" : "subscriber"] = References.To(target);
        await call.Resources.Apply(changed, Roles.KindOf(trigger)!, call.Context.Namespace, call.Cancellation);
    }

    /// <summary>The filters that <c>--source</c> and <c>--eventTypes</c> ask for; none where neither is given.</summary>
    /// <exception cref="Refusal">There is no such source.</exception>
    public IReadOnlyList<JsonArray> Filters(IEnumerable<string> sources, IEnumerable<string> types)
    {
        var wanted = new List<string>();
        foreach (var source in sources)
            wanted.AddRange(TypesOf(source));
        wanted.AddRange(types);
        return [.. wanted.Distinct(StringComparer.Ordinal).Select(type => EventFilter.ForType(type) is { } filter ? new JsonArray(filter) : [])];
    }

    /// <summary>What a component makes; <c>*</c> where that cannot be known.</summary>
    public IReadOnlyList<string> TypesOf(string source)
    {
        var types = EventTypes.ProducedBy(Find(source, "--source"));
        if (types.Count > 0)
            return types;
        call.Printer.Warning($"\"{source}\" may send any type of event: the trigger takes every event of the broker; name types with --eventTypes to narrow it");
        return [EventTypes.Any];
    }

    /// <summary>A component by its name.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public JsonObject Find(string name, string option)
    {
        var components = objects.Components.ToList();
        var names = components.Select(each => each.Name()).ToList();
        return components.Find(each => each.Name() == name) ?? throw new Refusal(
            $"{option} {name}: there is no such component{NearestName.Hint(name, names)}; "
            + (names.Count == 0 ? "there is none yet" : $"there is {string.Join(", ", names)}"));
    }

    private async Task<JsonObject> Put(string name, JsonObject target, JsonArray filters, JsonObject? delivery)
    {
        var spec = new JsonObject { ["broker"] = References.ToBroker(objects.Broker) };
        if (delivery is { Count: > 0 })
            spec["delivery"] = delivery.DeepClone();
        if (filters.Count > 0)
            spec["filters"] = filters.DeepClone();
        spec["target"] = References.To(target);
        var manifest = NewManifest.Of(Kind, name, objects.Broker.Name(), spec);
        return (await call.Resources.Apply(manifest, Kind, call.Context.Namespace, call.Cancellation)).Resource;
    }
}

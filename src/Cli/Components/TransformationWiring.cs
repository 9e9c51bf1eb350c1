using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>Puts a transformation between the events and their target.</summary>
internal sealed class TransformationWiring(Subscriptions subscriptions, BrokerObjects objects)
{
    /// <param name="transformation">The transformation.</param>
    /// <param name="target">Where its result goes; null leaves it with the broker.</param>
    /// <param name="filters">Which events it takes; empty takes over every trigger of the target.</param>
    /// <param name="output">The type of its events; null where that cannot be known, so that no trigger leads to the target.</param>
    public async Task Lead(JsonObject transformation, JsonObject? target, IReadOnlyList<JsonArray> filters, string? output)
    {
        if (target is null)
        {
            await subscriptions.Create(transformation, filters, name: null, delivery: null);
            return;
        }

        var wanted = filters.Select(filter => filter.ToJsonString()).ToHashSet();
        foreach (var trigger in objects.Triggers.Where(trigger => TriggerParts.TargetOf(trigger) == target.Name()))
        {
            var filter = (trigger["spec"]?["filters"] as JsonArray ?? []).ToJsonString();
            var isItsOwn = output is not null && TriggerParts.Types(trigger).SequenceEqual([output]);
            if (!isItsOwn && (filters.Count == 0 || wanted.Remove(filter)))
                await subscriptions.Repoint(trigger, transformation);
        }

        await subscriptions.Create(transformation, [.. filters.Where(filter => wanted.Contains(filter.ToJsonString()))], name: null, delivery: null);
        if (output is not null)
            await subscriptions.Create(target, [[EventFilter.ForType(output)!]], name: null, delivery: null);
    }
}

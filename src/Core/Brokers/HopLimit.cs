using System.Diagnostics.CodeAnalysis;
using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>Cuts loops: an event that passed <see cref="PublishOutcome.MaxHops"/> brokers is not taken by another one.</summary>
internal static class HopLimit
{
    public static bool Refuses(EventBatch events, [NotNullWhen(true)] out PublishOutcome? refusal)
    {
        refusal = null;
        foreach (var record in events.Records)
        {
            if (record.Hops < PublishOutcome.MaxHops)
                continue;
            refusal = new PublishOutcome(PublishStatus.TooManyHops,
                Reason: $"Event {record} passed {record.Hops} brokers: look for a trigger whose replies match itself.");
            return true;
        }

        return false;
    }
}

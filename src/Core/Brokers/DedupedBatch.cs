using System.Collections.Immutable;
using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>A batch without what was stored before.</summary>
/// <param name="Fresh">The events to store.</param>
/// <param name="Keys">What to remember of them once they are stored.</param>
/// <param name="Duplicates">The places of the others in the batch.</param>
internal sealed record DedupedBatch(EventBatch Fresh, IReadOnlyList<UInt128> Keys, ImmutableArray<int> Duplicates)
{
    public static DedupedBatch AllFresh(EventBatch events) => new(events, [], []);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fabric.Telemetry;

namespace Fabric.Tails;

/// <summary>The tails of all brokers whose appends this process hears of.</summary>
public sealed class LiveTail(FabricMetrics metrics) : ILiveTail, ITailSink
{
    private readonly ConcurrentDictionary<ResourceName, ImmutableArray<TailReader>> _readers = [];

    public void Appended(ResourceName broker, TailBatch batch)
    {
        if (!_readers.TryGetValue(broker, out var readers))
            return;
        foreach (var reader in readers)
            reader.Offer(batch);
    }

    public ValueTask<IAsyncEnumerable<TailSlice>> Follow(ResourceName broker, CancellationToken cancellationToken) =>
        new(Open(broker, cancellationToken).Read());

    /// <summary>Begins to collect for a reader.</summary>
    internal TailReader Open(ResourceName broker, CancellationToken cancellationToken, Func<int, ValueTask<Guid?>>? current = null)
    {
        var reader = new TailReader(lost => metrics.TailLost(broker, lost), current);
        _readers.AddOrUpdate(broker, _ => [reader], (_, readers) => readers.Add(reader));
        cancellationToken.UnsafeRegister(_ => Leave(broker, reader), null);
        return reader;
    }

    private void Leave(ResourceName broker, TailReader reader)
    {
        reader.Close();
        var left = _readers.AddOrUpdate(broker, _ => [], (_, readers) => readers.Remove(reader));
        if (left.IsEmpty)
            _readers.TryRemove(new(broker, left));
    }
}

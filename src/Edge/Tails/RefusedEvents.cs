using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Fabric.Events;

namespace Fabric.Edge.Tails;

/// <summary>What brokers were asked to take at this edge and did not, for those who look on. Costs nothing while nobody does.</summary>
internal sealed class RefusedEvents(TimeProvider time)
{
    private const int MostWaiting = 1_024;
    private readonly ConcurrentDictionary<ResourceName, ImmutableArray<ChannelWriter<Refusal>>> _watchers = [];

    /// <summary>Something was refused; what was published is known where it could be read.</summary>
    public void Tell(ResourceName broker, string reason, EventBatch? events = null)
    {
        if (!_watchers.TryGetValue(broker, out var watchers))
            return;
        foreach (var watcher in watchers)
            watcher.TryWrite(new Refusal(time.GetUtcNow(), reason, events));
    }

    /// <summary>Follows the refusals of a broker until cancelled; what a reader is too slow for is left out.</summary>
    public ChannelReader<Refusal> Follow(ResourceName broker, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<Refusal>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
        _watchers.AddOrUpdate(broker, _ => [channel.Writer], (_, watchers) => watchers.Add(channel.Writer));
        cancellationToken.UnsafeRegister(_ => Leave(broker, channel.Writer), null);
        return channel.Reader;
    }

    private void Leave(ResourceName broker, ChannelWriter<Refusal> watcher)
    {
        watcher.TryComplete();
        var left = _watchers.AddOrUpdate(broker, _ => [], (_, watchers) => watchers.Remove(watcher));
        if (left.IsEmpty)
            _watchers.TryRemove(new(broker, left));
    }
}

/// <summary>One refusal.</summary>
/// <param name="Time">When.</param>
/// <param name="Reason">Why, as the publisher was told.</param>
/// <param name="Events">What was refused; null where it was no event.</param>
internal sealed record Refusal(DateTimeOffset Time, string Reason, EventBatch? Events);

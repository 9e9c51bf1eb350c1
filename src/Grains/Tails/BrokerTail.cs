using Fabric.Tails;
using Orleans.Streams;
using Orleans.Streams.PubSub;

namespace Fabric.Grains.Tails;

/// <summary>
/// Puts what a broker partition appends on the broker's stream, as long as somebody listens: while nobody does, a look now
/// and then is all it costs. What does not fit is left out; offsets tell the listeners.
/// </summary>
internal sealed class BrokerTail(IStreamProvider provider, ResourceName broker, TimeProvider time) : ITailSink
{
    private const int MostWaiting = 256;
    private const long MostBytes = 8 << 20;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrustAgain = TimeSpan.FromSeconds(5);

    private readonly IAsyncStream<TailBatch> _stream = provider.GetTail(broker);
    private readonly Queue<TailBatch> _waiting = [];
    private DateTimeOffset _nextLook;
    private long _bytes;
    private bool _isListenedTo;
    private bool _isSending;

    public void Appended(ResourceName broker, TailBatch batch)
    {
        if (time.GetUtcNow() >= _nextLook)
            _ = Look();
        if (!_isListenedTo || _waiting.Count >= MostWaiting || _bytes >= MostBytes)
            return;
        _bytes += batch.Events.TotalBytes;
        _waiting.Enqueue(batch);
        if (!_isSending)
            _ = Send();
    }

    /// <summary>Looks whether anybody listens.</summary>
    public async Task Look()
    {
        _nextLook = DateTimeOffset.MaxValue;
        try
        {
            if (provider.TryGetStreamSubscriptionManager(out var subscriptions))
                _isListenedTo = (await subscriptions.GetSubscriptions(TailStreams.Provider, TailStreams.Of(broker))).Any();
        }
        catch (Exception)
        {
            // Whatever keeps the list of listeners is on its way to another silo: the next look finds it.
        }

        _nextLook = time.GetUtcNow() + (_isListenedTo ? TrustAgain : LookAgain);
    }

    private async Task Send()
    {
        _isSending = true;
        while (_waiting.TryDequeue(out var batch))
        {
            _bytes -= batch.Events.TotalBytes;
            try
            {
                await _stream.OnNextAsync(batch);
            }
            catch (Exception)
            {
                // A stream that takes nothing loses it: the next batch shows the gap.
            }
        }

        _isSending = false;
    }
}

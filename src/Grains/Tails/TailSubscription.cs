using Fabric.Tails;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Fabric.Grains.Tails;

/// <summary>
/// This process's subscription to one broker's stream. What keeps the list of subscribers may be lost with a silo, and the
/// broker may move: it is renewed now and then.
/// </summary>
internal sealed partial class TailSubscription(
    IClusterClient client, IFabric fabric, ResourceName broker, ITailSink sink, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan RenewPeriod = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _end = new();
    private readonly IAsyncStream<TailBatch> _stream = client.GetStreamProvider(TailStreams.Provider).GetTail(broker);
    private StreamSubscriptionHandle<TailBatch>? _handle;
    private Task _renewing = Task.CompletedTask;

    public int Followers { get; set; }

    /// <summary>Once this ends, what the broker appends arrives.</summary>
    public async Task Begin()
    {
        _handle = await Subscribe();
        await Announce();
        _renewing = Renew();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewing;
        _end.Dispose();
        try
        {
            await _handle!.UnsubscribeAsync();
        }
        catch (Exception failure)
        {
            // Nobody is there to take it back; the stream forgets a subscriber that does not answer.
            Log.NotRenewed(logger, broker, failure.Message);
        }
    }

    private Task<StreamSubscriptionHandle<TailBatch>> Subscribe() => _stream.SubscribeAsync((batch, _) =>
    {
        sink.Appended(broker, batch);
        return Task.CompletedTask;
    });

    private async Task Announce()
    {
        var status = await fabric.Broker(broker, 0).Status(_end.Token);
        for (var partition = 0; partition < (status.Spec?.Partitions ?? 1); partition++)
            await client.GetGrain<IBrokerTailGrain>(GrainNames.OfBroker(broker, partition)).Look(_end.Token);
    }

    private async Task Renew()
    {
        while (!_end.IsCancellationRequested)
        {
            await Task.Delay(RenewPeriod, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var known = await _stream.GetAllSubscriptionHandles();
                if (!_end.IsCancellationRequested && known.All(handle => handle.HandleId != _handle!.HandleId))
                    _handle = await Subscribe();
                await Announce();
            }
            catch (Exception) when (_end.IsCancellationRequested)
            {
            }
            catch (Exception failure)
            {
                Log.NotRenewed(logger, broker, failure.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The live tail of {Broker} is interrupted: {Failure}")]
        public static partial void NotRenewed(ILogger logger, ResourceName broker, string failure);
    }
}

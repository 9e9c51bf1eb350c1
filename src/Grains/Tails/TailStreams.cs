using Fabric.Tails;
using Orleans.Streams;

namespace Fabric.Grains.Tails;

/// <summary>
/// Where the live tails of brokers are found among Orleans' streams: one stream a broker. A grain subscribes with
/// <c>this.GetStreamProvider(TailStreams.Provider).GetTail(broker)</c>.
/// </summary>
public static class TailStreams
{
    /// <summary>The stream provider's name.</summary>
    public const string Provider = "fabric-tail";

    /// <summary>The namespace of the streams, for implicit subscriptions; a stream's key is <c>namespace/name</c> of the broker.</summary>
    public const string Namespace = "fabric.tail";

    /// <summary>The live tail of a broker: each append of each partition, in the order of that partition. Some may be missing.</summary>
    public static IAsyncStream<TailBatch> GetTail(this IStreamProvider provider, ResourceName broker) =>
        provider.GetStream<TailBatch>(Of(broker));

    /// <summary>The identity of a broker's stream.</summary>
    public static StreamId Of(ResourceName broker) => StreamId.Create(Namespace, broker.ToString());
}

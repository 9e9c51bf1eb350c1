using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Grains.Client;
using Fabric.Grains.Tails;
using Orleans.Streams;

namespace Fabric.Grains.Tests.Client;

/// <summary>A grain of an application that uses the fabric.</summary>
internal interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Begins to listen; answers where it lives.</summary>
    ValueTask<SiloAddress> Listen();

    ValueTask<PublishOutcome> Say(string id);
}

/// <summary>Listens to a broker and says on another one what it heard. Its key is <c>namespace/broker</c>.</summary>
internal sealed class AuditGrain(IFabricClient fabric) : Grain, IAuditGrain
{
    private ResourceName Broker => GrainNames.Resource(this.GetPrimaryKeyString());

    public async ValueTask<SiloAddress> Listen()
    {
        await this.GetStreamProvider(TailStreams.Provider).GetTail(Broker).SubscribeAsync(async (batch, _) =>
        {
            foreach (var id in batch.Events.Ids())
                await fabric.Publish(Broker with { Name = "audit" }, Some.Event($"heard-{id}"));
        });
        return GrainContext.Address.SiloAddress!;
    }

    public ValueTask<PublishOutcome> Say(string id) => fabric.Publish(Broker, Some.Event(id));
}

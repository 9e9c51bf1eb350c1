namespace Fabric.Resources.Kinds;

/// <summary>Tells which kinds are brokers.</summary>
internal static class BrokerKinds
{
    public static bool Includes(ResourceKey key) => key is
    {
        Group: "eventing.triggermesh.io", Kind: "MemoryBroker" or "RedisBroker",
    }
    or { Group: "eventfabric.dev" or "eventing.knative.dev", Kind: "Broker" };
}

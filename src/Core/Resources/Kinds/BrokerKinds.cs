namespace Fabric.Resources.Kinds;

/// <summary>Tells which kinds are brokers.</summary>
internal static class BrokerKinds
{
    public static bool Includes(ResourceKey key) => Includes(key.Group, key.Kind);

    public static bool Includes(string group, string kind) => (group, kind) is
        ("eventing.triggermesh.io", "MemoryBroker" or "RedisBroker") or ("eventfabric.dev" or "eventing.knative.dev", "Broker");
}

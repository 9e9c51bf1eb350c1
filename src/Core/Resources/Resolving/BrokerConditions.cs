using Fabric.Brokers;

namespace Fabric.Resources.Resolving;

/// <summary>
/// The conditions of brokers, by the names that TriggerMesh and Knative give them: <c>kubectl wait</c> may ask for any.
/// </summary>
internal static class BrokerConditions
{
    private static readonly string[] Common =
        ["BrokerServiceAccountReady", "BrokerDeploymentReady", "BrokerServiceReady", "BrokerEndpointsReady", "BrokerConfigSecretReady", "BrokerStatusConfigReady"];

    private static readonly string[] Redis = ["RedisDeploymentReady", "RedisServiceReady", "RedisEndpointsReady"];

    private static readonly string[] Knative = ["FilterReady", "IngressReady", "TriggerChannelReady"];

    public static void Write(StatusDraft status, CheckedResource broker, BrokerSpec? spec, string? problem)
    {
        status.Check("Addressable", problem, "StorageNotAvailable");
        switch (broker.Key)
        {
            case { Kind: "MemoryBroker" }:
                True(status, [.. Common, "MemoryBrokerBrokerRoleBinding"]);
                break;
            case { Kind: "RedisBroker" }:
                True(status, [.. Common, "RedisBrokerBrokerRoleBinding"]);
                foreach (var condition in Redis)
                    status.True(condition, "FabricStorage", $"events are kept in a durable {spec!.Storage} log of the fabric itself; no Redis is used");
                break;
            case { Group: "eventing.knative.dev" }:
                True(status, Knative);
                break;
        }
    }

    private static void True(StatusDraft status, string[] conditions)
    {
        foreach (var condition in conditions)
            status.True(condition);
    }
}

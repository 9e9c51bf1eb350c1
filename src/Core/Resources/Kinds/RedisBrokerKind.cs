namespace Fabric.Resources.Kinds;

/// <summary>TriggerMesh's broker on Redis; here a durable broker on the fabric's own storage.</summary>
internal static class RedisBrokerKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "eventing.triggermesh.io",
        Version = "v1alpha1",
        Kind = "RedisBroker",
        Plural = "redisbrokers",
        Singular = "redisbroker",
        Categories = ["all", "triggermesh", "brokers"],
        Columns = MemoryBrokerKind.Definition.Columns,
        NameIsLabel = true,
        Schema = Field.Object(
            "Keeps events durably",
            ("spec", Field.Object(
                "what the broker is to be",
                ("redis", Field.Object(
                    "settings of the Redis stream; streamMaxLen is the one that has an effect here",
                    ("connection", Connection),
                    ("stream", Field.Text("the Redis stream; has no effect here")),
                    ("streamMaxLen", Field.Integer("most events kept, the oldest are dropped beyond it; 0 for no limit", 0)),
                    ("enableTrackingID", Field.Flag("has no effect here")))),
                ("broker", MemoryBrokerKind.Broker)))),
        Rules = (body, faults) =>
        {
            var connection = body["spec"]["redis"]["connection"];
            if (!connection.Exists)
                return;
            if (connection["url"].Exists && connection["clusterURLs"].Exists)
                faults.Add(connection.Path, "has both url and clusterURLs; keep one of them");
            faults.Warn(connection.Path, "has no effect: the broker keeps its events in the fabric's own durable log, not in Redis");
        },
    };

    private static FieldSchema Connection
    {
        get
        {
            var secret = SharedFields.Secret("a key of a v1 Secret");
            return Field.Object(
                "how TriggerMesh reaches Redis; has no effect here",
                ("url", Field.Text("host:port")),
                ("clusterURLs", Field.List("host:port of each server", Field.Text("host:port"))),
                ("username", secret),
                ("password", secret),
                ("tlsEnabled", Field.Flag("use TLS")),
                ("tlsSkipVerify", Field.Flag("accept any certificate")),
                ("tlsCACertificate", secret),
                ("tlsCertificate", secret),
                ("tlsKey", secret));
        }
    }
}

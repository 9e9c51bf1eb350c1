namespace Fabric.Edge.Delivery;

/// <summary>How this node talks to HTTP subscribers and targets.</summary>
public sealed class DeliveryOptions
{
    /// <summary>
    /// Host names, with or without a port, to connect to elsewhere: <c>app.com → 127.0.0.1:5000</c>. Holds for every
    /// endpoint; an endpoint's own map wins. Default: none.
    /// </summary>
    public Dictionary<string, string> Resolve { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long a connection may take to open. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection lives before DNS is asked anew. Default 5 min.</summary>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the connections of an endpoint with TLS or resolve settings outlive their last use. Default 10 min.</summary>
    public TimeSpan ClientIdle { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The domain of cluster-local host names, which are delivered without a network hop. Default <c>cluster.local</c>.</summary>
    public string ClusterDomain { get; set; } = "cluster.local";

    /// <summary>Who this node says it is in the CloudEvents webhook handshake, a DNS name. Default <c>fabric</c>.</summary>
    public string WebhookOrigin { get; set; } = "fabric";

    /// <summary>How long a webhook's consent is believed before it is asked for again. Default 1 h.</summary>
    public TimeSpan ConsentLifetime { get; set; } = TimeSpan.FromHours(1);
}

using Fabric.Delivery;
using Fabric.Resources;

namespace Fabric.Edge.Delivery;

/// <summary>
/// Host names of services, <c>receiver-mb-broker.default.svc.cluster.local</c> or
/// <c>webhooksource-webhook.default.ANY.DOMAIN</c>: their first two labels name what they reach.
/// </summary>
internal sealed class ServiceHosts(ITopology topology, DeliveryOptions options)
{
    /// <summary>What a host name reaches, whatever its domain; null for any other host.</summary>
    public Destination? Find(string host)
    {
        var hosts = topology.Current.Hosts;
        return hosts.Count > 0 && Labels(host) is { } name && hosts.TryGetValue(name, out var destination) ? destination : null;
    }

    /// <summary>True for a host name that means something in this cluster only.</summary>
    public bool IsClusterLocal(string host) =>
        host.EndsWith(".svc", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith($".svc.{options.ClusterDomain}", StringComparison.OrdinalIgnoreCase);

    private static ResourceName? Labels(string host)
    {
        var first = host.IndexOf('.', StringComparison.Ordinal);
        if (first <= 0 || char.IsAsciiDigit(host[^1]) || host[^1] == ']')
            return null;
        var second = host.IndexOf('.', first + 1);
        var end = second < 0 ? host.Length : second;
        return end - first < 2
            ? null
            : new ResourceName(host[(first + 1)..end].ToLowerInvariant(), host[..first].ToLowerInvariant());
    }
}

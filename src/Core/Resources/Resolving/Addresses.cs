namespace Fabric.Resources.Resolving;

/// <summary>Makes the addresses that statuses show.</summary>
internal sealed class Addresses(NodeAddresses node)
{
    private readonly string _base = node.Base.OriginalString.TrimEnd('/');

    /// <summary>As Kubernetes names a service: <c>http://receiver-mb-broker.default.svc.cluster.local</c>.</summary>
    public Uri ClusterLocal(string label, string @namespace, long port = 80) =>
        new($"http://{label}.{@namespace}.svc.{node.ClusterDomain}{(port == 80 ? "" : $":{port}")}");

    /// <summary>Below this node's own address: <c>http://127.0.0.1:8080/brokers/default/receiver</c>.</summary>
    public Uri Node(string folder, string @namespace, string name) => new($"{_base}/{folder}/{@namespace}/{name}");

    /// <summary>What is shown to the world: a host below the public domain where there is one, else a path at this node.</summary>
    public Uri Public(string workload, string @namespace, string pathName) =>
        node.PublicDomain is { } domain
            ? new($"{node.Base.Scheme}://{workload}.{@namespace}.{domain}{(node.Base.IsDefaultPort ? "" : $":{node.Base.Port}")}")
            : Node("sources", @namespace, pathName);

    /// <summary>Namespace and first label of a host that this fabric may serve; null for any other host.</summary>
    public ResourceName? Local(string host, string ownNamespace)
    {
        var name = Without(host, ".svc." + node.ClusterDomain) ?? Without(host, ".svc")
            ?? (node.PublicDomain is { } domain ? Without(host, "." + domain) : null) ?? host;
        return name.Split('.') switch
        {
            [var label] when label.Length > 0 => new(ownNamespace, label),
            [var label, var @namespace] => new(@namespace, label),
            _ => null,
        };
    }

    private static string? Without(string host, string suffix) =>
        host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? host[..^suffix.Length].ToLowerInvariant() : null;
}

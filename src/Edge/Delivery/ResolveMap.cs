using System.Globalization;
using System.Net;

namespace Fabric.Edge.Delivery;

/// <summary>
/// Where to connect for a host: an endpoint's own map, else the node's, else loopback for <c>*.localhost</c>
/// (RFC 6761, section 6.3), else where DNS says.
/// </summary>
internal sealed class ResolveMap(
    IReadOnlyDictionary<string, string> endpoint, IReadOnlyDictionary<string, string> node)
{
    /// <summary>True where the host is connected to without asking DNS or a proxy.</summary>
    public bool IsLocal(string host, int port) =>
        Find(host, port) is not null || IsLocalhost(host) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    public DnsEndPoint Target(string host, int port)
    {
        if (Find(host, port) is { } mapped)
            return Parse(mapped, port);
        return IsLocalhost(host) ? new DnsEndPoint("localhost", port) : new DnsEndPoint(host, port);
    }

    private string? Find(string host, int port)
    {
        if (endpoint.Count == 0 && node.Count == 0)
            return null;
        var withPort = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        return Lookup(endpoint, withPort) ?? Lookup(endpoint, host) ?? Lookup(node, withPort) ?? Lookup(node, host);
    }

    private static string? Lookup(IReadOnlyDictionary<string, string> map, string key) => map.GetValueOrDefault(key);

    private static bool IsLocalhost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static DnsEndPoint Parse(string value, int port)
    {
        if (IPEndPoint.TryParse(value, out var address))
            return new DnsEndPoint(address.Address.ToString(), address.Port == 0 ? port : address.Port);
        var colon = value.LastIndexOf(':');
        return colon > 0 && int.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var mapped)
            ? new DnsEndPoint(value[..colon], mapped)
            : new DnsEndPoint(value, port);
    }
}

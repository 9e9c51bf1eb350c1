using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Fabric.Edge.Delivery;

/// <summary>Where this process listens, as it reaches itself.</summary>
internal sealed class OwnAddress(IServer? server = null)
{
    /// <summary>Null before the server has started, and where there is none.</summary>
    public Uri? Find() =>
        server?.Features.Get<IServerAddressesFeature>()?.Addresses
            .Select(Reachable)
            .OrderByDescending(address => address.Scheme == Uri.UriSchemeHttp)
            .FirstOrDefault();

    private static Uri Reachable(string address)
    {
        var uri = new UriBuilder(address.Replace("://+", "://0.0.0.0", StringComparison.Ordinal).Replace("://*", "://0.0.0.0", StringComparison.Ordinal));
        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            uri.Host = "127.0.0.1";
        return uri.Uri;
    }
}

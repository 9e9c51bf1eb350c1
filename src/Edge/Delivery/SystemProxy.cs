using System.Net;

namespace Fabric.Edge.Delivery;

/// <summary>The proxy that the environment names, for everything that is not local or resolved by a map.</summary>
internal sealed class SystemProxy(ResolveMap resolve) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException("The system's proxy keeps its own credentials.");
    }

    public Uri? GetProxy(Uri destination) => HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) =>
        resolve.IsLocal(host.IdnHost, host.Port) || HttpClient.DefaultProxy.IsBypassed(host);
}

using System.Net;

namespace Fabric.Edge.Delivery;

/// <summary>The proxy that the environment names, for everything that is not local or resolved by a map.</summary>
internal sealed class SystemProxy(ResolveMap resolve) : IWebProxy
{
    private static readonly string[] Variables = ["http_proxy", "https_proxy", "all_proxy"];

    /// <summary>False where no request can need a proxy, so that none is asked for one. Elsewhere the system says it, and may change it.</summary>
    public static bool IsConfigured => !OperatingSystem.IsLinux() || Variables.Any(name =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name.ToUpperInvariant())));

    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException("The system's proxy keeps its own credentials.");
    }

    public Uri? GetProxy(Uri destination) => HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) =>
        resolve.IsLocal(host.IdnHost, host.Port) || HttpClient.DefaultProxy.IsBypassed(host);
}

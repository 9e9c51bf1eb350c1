using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Fabric.Delivery;

namespace Fabric.Edge.Delivery;

/// <summary>Makes the connection pool for endpoints that share TLS and resolve settings.</summary>
internal static class EndpointHandler
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">The CA certificate is no PEM certificate.</exception>
    public static SocketsHttpHandler Create(HttpEndpoint endpoint, bool followRedirects, DeliveryOptions options)
    {
        var resolve = new ResolveMap(endpoint.Resolve, options.Resolve);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = followRedirects,
            MaxAutomaticRedirections = 10,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = options.ConnectionLifetime,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            ActivityHeadersPropagator = null, // TraceHeaders writes them: the event's own trace goes first.
            UseProxy = SystemProxy.IsConfigured,
            Proxy = new SystemProxy(resolve),
            ConnectCallback = (context, cancellationToken) => Connect(resolve, context, cancellationToken),
        };
        Trust(handler.SslOptions, endpoint);
        return handler;
    }

    private static async ValueTask<Stream> Connect(
        ResolveMap resolve, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var target = resolve.Target(context.DnsEndPoint.Host, context.DnsEndPoint.Port);
            await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Trust(SslClientAuthenticationOptions options, HttpEndpoint endpoint)
    {
        if (endpoint.CaCertificate is { } pem)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPem(pem);
            options.CertificateChainPolicy = policy;
        }
        else if (endpoint.SkipVerify)
        {
#pragma warning disable CA5359 // The manifest asks for it: spec.skipVerify.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
    }
}

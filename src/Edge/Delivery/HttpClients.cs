using Fabric.Delivery;

namespace Fabric.Edge.Delivery;

/// <summary>
/// HTTP clients by what their connections depend on: TLS and resolve settings. Most endpoints have none and share one
/// pool; the others get a pool each, which is closed some time after its last use.
/// </summary>
public sealed class HttpClients(DeliveryOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Pool> _pools = new(StringComparer.Ordinal);
    private volatile HttpMessageInvoker? _plain;
    private bool _disposed;

    /// <summary>How many connection pools are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _pools.Count;
        }
    }

    /// <summary>Takes a client for an endpoint; dispose the lease behind the last byte of the answer.</summary>
    /// <param name="endpoint">Whom to talk to; its credentials and headers are the caller's to send.</param>
    /// <param name="followRedirects">True follows up to 10 redirects.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The CA certificate is no PEM certificate.</exception>
    public Lease Take(HttpEndpoint endpoint, bool followRedirects = false)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var key = Key(endpoint, followRedirects);
        if (key.Length == 0 && _plain is { } shared)
            return new Lease(shared);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_pools.TryGetValue(key, out var pool))
            {
                CloseIdle();
                pool = new Pool(new HttpMessageInvoker(EndpointHandler.Create(endpoint, followRedirects, options)));
                _pools.Add(key, pool);
            }

            // Nearly everything goes through this one: it stays open, and nobody counts who uses it.
            if (key.Length == 0)
                return new Lease(_plain = pool.Client);
            pool.Users++;
            return new Lease(pool.Client, this, pool);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _plain = null;
            foreach (var pool in _pools.Values)
                pool.Client.Dispose();
            _pools.Clear();
        }
    }

    private void Return(Pool pool)
    {
        lock (_gate)
        {
            pool.Users--;
            pool.LastUse = time.GetTimestamp();
        }
    }

    private void CloseIdle()
    {
        foreach (var (key, pool) in _pools)
        {
            if (pool.Users > 0 || pool.Client == _plain || time.GetElapsedTime(pool.LastUse) < options.ClientIdle)
                continue;
            _pools.Remove(key);
            pool.Client.Dispose();
        }
    }

    private static string Key(HttpEndpoint endpoint, bool followRedirects)
    {
        var redirects = followRedirects ? "redirects" : "";
        if (!endpoint.SkipVerify && endpoint.CaCertificate is null && endpoint.Resolve.IsEmpty)
            return redirects;
        var resolve = endpoint.Resolve.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.OrdinalIgnoreCase);
        return $"{redirects}\n{endpoint.SkipVerify}\n{endpoint.CaCertificate}\n{string.Join(' ', resolve)}";
    }

    /// <summary>The use of a client for one exchange.</summary>
    public readonly record struct Lease : IDisposable
    {
        private readonly HttpClients? _owner;
        private readonly Pool? _pool;

        internal Lease(HttpMessageInvoker client, HttpClients? owner = null, Pool? pool = null) =>
            (Client, _owner, _pool) = (client, owner, pool);

        public HttpMessageInvoker Client { get; }

        public void Dispose() => _owner?.Return(_pool!);
    }

    internal sealed class Pool(HttpMessageInvoker client)
    {
        public HttpMessageInvoker Client => client;

        public int Users { get; set; }

        public long LastUse { get; set; }
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Fabric.Delivery;

namespace Fabric.Edge.Delivery;

/// <summary>What an endpoint wants on every request: its version of HTTP, its credentials and its configured headers.</summary>
public static class EndpointHeaders
{
    /// <summary>Makes a request that speaks HTTP/2 where TLS offers it, and HTTP/1.1 otherwise.</summary>
    public static HttpRequestMessage NewRequest(HttpMethod method, Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var request = new HttpRequestMessage(method, uri)
        {
            Version = uri.Scheme == Uri.UriSchemeHttps ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "Fabric");
        return request;
    }

    /// <summary>Adds basic auth and configured headers; a configured header replaces what the request says by itself.</summary>
    public static void Apply(HttpRequestMessage request, HttpEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.BasicAuth is { } auth)
            request.Headers.Authorization = Basic(auth.Username, auth.Password.Reveal);
        if (endpoint.Headers.IsEmpty)
            return;
        foreach (var (name, value) in endpoint.Headers)
            Set(request, name, value);
    }

    /// <summary>Sets one header of the request or of its content, replacing it.</summary>
    public static void Set(HttpRequestMessage request, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            return; // It is what it is.
        if (IsContentHeader(name))
        {
            request.Content?.Headers.Remove(name);
            request.Content?.Headers.TryAddWithoutValidation(name, value);
            return;
        }

        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>RFC 7617, in UTF-8.</summary>
    public static AuthenticationHeaderValue Basic(string username, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));

    private static bool IsContentHeader(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Allow", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Expires", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Last-Modified", StringComparison.OrdinalIgnoreCase);
}

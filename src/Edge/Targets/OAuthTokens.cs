using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fabric.Delivery;
using Fabric.Edge.Delivery;
using Fabric.Targets;

namespace Fabric.Edge.Targets;

/// <summary>Access tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4), kept until shortly before they expire.</summary>
internal sealed class OAuthTokens(HttpClients clients, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    /// <summary>A token that is valid now; a new one where <paramref name="refused"/> is the one kept.</summary>
    /// <exception cref="HttpRequestException">The token endpoint gave none.</exception>
    public async ValueTask<string> Get(
        OAuthClient client, HttpEndpoint endpoint, string? refused, CancellationToken cancellationToken)
    {
        var key = $"{client.TokenUrl} {client.ClientId} {client.ClientSecret.Reveal} {string.Join(' ', client.Scopes)}";
        var slot = _slots.GetOrAdd(key, _ => new Slot());
        await slot.Turn.WaitAsync(cancellationToken);
        try
        {
            if (slot.Token is null || slot.Token == refused || time.GetUtcNow() >= slot.Expires)
                await Renew(slot, client, endpoint, cancellationToken);
            return slot.Token!;
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    private async ValueTask Renew(Slot slot, OAuthClient client, HttpEndpoint endpoint, CancellationToken cancellationToken)
    {
        var answer = await Ask(client, endpoint, inBody: false, cancellationToken)
            ?? await Ask(client, endpoint, inBody: true, cancellationToken);
        if (string.IsNullOrEmpty(answer?.AccessToken))
            throw new HttpRequestException($"the token endpoint {TransportFault.Show(client.TokenUrl)} refused the client {client.ClientId}");
        slot.Token = answer.AccessToken;
        slot.Expires = answer.ExpiresIn is { } seconds
            ? time.GetUtcNow() + TimeSpan.FromSeconds(seconds) - Margin
            : DateTimeOffset.MaxValue;
    }

    /// <summary>Servers take the credentials as basic auth, some only in the body (RFC 6749, section 2.3.1).</summary>
    private async ValueTask<TokenAnswer?> Ask(
        OAuthClient client, HttpEndpoint endpoint, bool inBody, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
        if (!client.Scopes.IsDefaultOrEmpty)
            form["scope"] = string.Join(' ', client.Scopes);
        if (inBody)
            (form["client_id"], form["client_secret"]) = (client.ClientId, client.ClientSecret.Reveal);

        using var lease = clients.Take(endpoint);
        using var request = EndpointHeaders.NewRequest(HttpMethod.Post, client.TokenUrl);
        request.Content = new FormUrlEncodedContent(form);
        if (!inBody)
            request.Headers.Authorization = EndpointHeaders.Basic(
                Uri.EscapeDataString(client.ClientId), Uri.EscapeDataString(client.ClientSecret.Reveal));
        using var response = await lease.Client.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
            return null;
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"the token endpoint {TransportFault.Show(client.TokenUrl)} answered {(int)response.StatusCode}");
        try
        {
            return await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken);
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException($"the token endpoint {TransportFault.Show(client.TokenUrl)} answered no JSON", exception);
        }
    }

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string? AccessToken,
        [property: JsonPropertyName("expires_in")] double? ExpiresIn);

    private sealed class Slot
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public string? Token { get; set; }

        public DateTimeOffset Expires { get; set; }
    }
}

using System.Collections.Concurrent;
using Fabric.Delivery;

namespace Fabric.Edge.Delivery;

/// <summary>
/// The sender's half of the CloudEvents webhook handshake (HTTP 1.1 Web Hooks, section 4): asks a target by OPTIONS
/// whether it wants events from here, before the first one is sent. Consent is remembered for a while.
/// </summary>
internal sealed class WebhookHandshake(HttpClients clients, AnswerReader answers, DeliveryOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Uri, long> _consents = new();

    /// <summary>Answers null with the target's consent, else why the event cannot be sent.</summary>
    public async ValueTask<DeliveryOutcome?> Ask(HttpEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (_consents.TryGetValue(endpoint.Uri, out var given) && time.GetElapsedTime(given) < options.ConsentLifetime)
            return null;
        try
        {
            using var request = EndpointHeaders.NewRequest(HttpMethod.Options, endpoint.Uri);
            request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", options.WebhookOrigin);
            EndpointHeaders.Apply(request, endpoint);
            using var lease = clients.Take(endpoint);
            using var response = await lease.Client.SendAsync(request, cancellationToken);
            return await Judge(response, endpoint.Uri, cancellationToken);
        }
        catch (Exception exception)
        {
            return TransportFault.Outcome(endpoint.Uri, exception, cancellationToken);
        }
    }

    private async ValueTask<DeliveryOutcome?> Judge(HttpResponseMessage response, Uri uri, CancellationToken cancellationToken)
    {
        var allowed = response.Headers.NonValidated.TryGetValues("WebHook-Allowed-Origin", out var origins)
            ? origins.ToString().Trim()
            : null;
        if (allowed == "*" || string.Equals(allowed, options.WebhookOrigin, StringComparison.OrdinalIgnoreCase))
        {
            _consents[uri] = time.GetTimestamp();
            return null;
        }

        // The status is no consent, but a target that is down or busy has not refused either.
        if (allowed is null && StatusTable.Classify((int)response.StatusCode) == DeliveryStatus.Retryable)
            return await answers.Refused(response, DeliveryStatus.Retryable, cancellationToken);
        return new DeliveryOutcome(DeliveryStatus.Failed)
        {
            Reason = $"{TransportFault.Show(uri)} did not consent to events from {options.WebhookOrigin}: its answer to OPTIONS "
                + (allowed is null ? "has no WebHook-Allowed-Origin" : $"allows {allowed} only"),
        };
    }
}

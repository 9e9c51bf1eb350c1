using Fabric.Delivery;
using Fabric.Edge.CloudEvents;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>Turns the answer to a delivery into its outcome: status, reply event, when to try again.</summary>
internal sealed class AnswerReader(EventLimits limits, TimeProvider time)
{
    // What a delivery that is answered with no more than a code comes to, from 200 on: hardly ever another object.
    private static readonly DeliveryOutcome[] Plain =
        [.. Enumerable.Range(200, 100).Select(code => new DeliveryOutcome(DeliveryStatus.Delivered) { Code = code })];

    /// <summary>The outcome where status and headers tell it: 2xx without a reply; null where the body has to be read.</summary>
    private static DeliveryOutcome? ReadHead(HttpResponseMessage response)
    {
        var code = (int)response.StatusCode;
        return code is >= 200 and < 300 && (code == 202 || !ClaimsEvent(response)) ? Plain[code - 200] : null;
    }

    public ValueTask<DeliveryOutcome> Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (ReadHead(response) is { } outcome)
            return new(outcome);
        var code = (int)response.StatusCode;
        var status = StatusTable.Classify(code);
        return status == DeliveryStatus.Delivered
            ? Replied(response, code, cancellationToken)
            : Refused(response, status, cancellationToken);
    }

    /// <summary>The outcome of a status that is not 2xx.</summary>
    public async ValueTask<DeliveryOutcome> Refused(
        HttpResponseMessage response, DeliveryStatus status, CancellationToken cancellationToken)
    {
        var code = (int)response.StatusCode;
        var phrase = string.IsNullOrEmpty(response.ReasonPhrase) ? "" : " " + response.ReasonPhrase;
        return new DeliveryOutcome(status)
        {
            Code = code,
            Reason = $"{TransportFault.Show(response.RequestMessage!.RequestUri!)} answered {code}{phrase}",
            RetryAfter = StatusTable.ObeysRetryAfter(code) ? RetryAfter(response) : null,
            ErrorBody = await ResponseBody.Snippet(response.Content, cancellationToken).ConfigureAwait(false),
        };
    }

    private async ValueTask<DeliveryOutcome> Replied(HttpResponseMessage response, int code, CancellationToken cancellationToken)
    {
        var reply = await CloudEventReader.Read(response, limits, cancellationToken).ConfigureAwait(false);
        if (reply.Events is { } events)
            return new DeliveryOutcome(DeliveryStatus.Delivered) { Code = code, Reply = events };
        return new DeliveryOutcome(DeliveryStatus.Failed)
        {
            Code = 502,
            Reason = $"{TransportFault.Show(response.RequestMessage!.RequestUri!)} took the event and replied with a malformed one: {reply.Problem.ReplaceLineEndings("; ")}",
        };
    }

    // A body that does not say it is an event is none: many subscribers answer with a page or a word.
    private static bool ClaimsEvent(HttpResponseMessage response)
    {
        var headers = response.Headers;
        if (headers.NonValidated.Contains("ce-specversion") || headers.NonValidated.Contains("ce-id"))
            return true;
        return response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type)
            && type.ToString().StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}

using System.Globalization;
using System.Net;
using Fabric.Delivery;
using Fabric.Edge.Delivery;
using Fabric.Events;
using Fabric.Targets;

namespace Fabric.Edge.Targets;

/// <summary>Serves HTTPTargets: makes a request of each event and a reply event of each answer below 400.</summary>
internal sealed class HttpRequester(
    HttpClients clients, AnswerReader answers, OAuthTokens tokens, EventLimits limits, TimeProvider time)
{
    public async ValueTask<DeliveryOutcome> Deliver(
        HttpTargetSpec target, EventRecord record, CancellationToken cancellationToken)
    {
        if (HttpTargetRequest.From(target, record, out var problem) is not { } wanted)
            return new DeliveryOutcome(DeliveryStatus.Failed) { Code = 400, Reason = problem };
        try
        {
            string? token = null;
            if (target.OAuth is { } client)
                token = await tokens.Get(client, target.Endpoint, refused: null, cancellationToken);
            var outcome = await Exchange(target, record, wanted, token, cancellationToken);
            if (outcome.Code != (int)HttpStatusCode.Unauthorized || target.OAuth is null)
                return outcome;
            token = await tokens.Get(target.OAuth, target.Endpoint, refused: token, cancellationToken);
            return await Exchange(target, record, wanted, token, cancellationToken);
        }
        catch (Exception exception)
        {
            return TransportFault.Outcome(wanted.Uri, exception, cancellationToken);
        }
    }

    private async ValueTask<DeliveryOutcome> Exchange(
        HttpTargetSpec target, EventRecord record, HttpTargetRequest wanted, string? token, CancellationToken cancellationToken)
    {
        using var request = wanted.ToMessage(target, record, token);
        using var lease = clients.Take(target.Endpoint, followRedirects: true);
        using var response = await lease.Client.SendAsync(request, cancellationToken);
        var code = (int)response.StatusCode;
        if (code >= 400)
            return await answers.Refused(response, StatusTable.Classify(code), cancellationToken);
        if (await ResponseBody.Read(response.Content, limits.MaxEventBytes, cancellationToken) is { } body)
            return new DeliveryOutcome(DeliveryStatus.Delivered) { Code = 200, Reply = Reply(target, record, response, body) };
        return new DeliveryOutcome(DeliveryStatus.Failed)
        {
            Code = 502,
            Reason = $"{TransportFault.Show(wanted.Uri)} answered with more than {limits.MaxEventBytes} bytes, too many for a reply event",
        };
    }

    private EventBatch Reply(HttpTargetSpec target, EventRecord record, HttpResponseMessage response, byte[] body)
    {
        var writer = new EventWriter(body.Length + 512);
        writer.Begin();
        writer.Attribute("id", Guid.NewGuid().ToString());
        writer.Attribute("source", target.ResponseSource);
        writer.Attribute("type", target.ResponseType);
        writer.Attribute("time", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        if (response.Content.Headers.ContentType is { } contentType)
            writer.Attribute("datacontenttype", contentType.ToString());
        Copy("statefulid"u8);
        Copy("statestep"u8);
        if (body.Length > 0)
            writer.End(body);
        else
            writer.End();
        return writer.ToBatch();

        void Copy(ReadOnlySpan<byte> name)
        {
            if (record.TryGet(name, out var attribute))
                writer.Attribute(name, attribute.Value, attribute.Kind);
        }
    }
}

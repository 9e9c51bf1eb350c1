using System.Net;
using Fabric.Edge.Delivery;
using Fabric.Events;
using Fabric.Sources;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Sources;

/// <summary>Runs an HTTPPollerSource: asks at once and then at its interval. A tick that was missed is not made up.</summary>
public sealed partial class PollLoop(
    PersistentSend send, HttpClients clients, EventLimits limits, TimeProvider time, ILogger<PollLoop> logger)
{
    public async Task Run(HttpPollerSourceSpec source, CancellationToken cancellationToken)
    {
        var validators = new Validators();
        string? problem = null;
        using var ticks = new PeriodicTimer(source.Interval, time);
        do
        {
            var answer = await Poll(source, validators, cancellationToken);
            if (answer.Problem is { } now && now != problem)
                Log.Failed(logger, source.Name, now);
            else if (answer.Problem is null && problem is not null)
                Log.Recovered(logger, source.Name);
            problem = answer.Problem;
            if (answer.Event is { } events && await send.Send(source, events, cancellationToken))
                validators = answer.Validators;
        }
        while (await ticks.WaitForNextTickAsync(cancellationToken));
    }

    private async Task<PollAnswer> Poll(HttpPollerSourceSpec source, Validators validators, CancellationToken cancellationToken)
    {
        using var lease = clients.Take(source.Endpoint, followRedirects: true);
        using var request = EndpointHeaders.NewRequest(HttpMethod.Parse(source.Method), source.Endpoint.Uri);
        EndpointHeaders.Apply(request, source.Endpoint);
        if (source.Conditional)
            validators.ApplyTo(request);
        using var timeout = new CancellationTokenSource(source.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await lease.Client.SendAsync(request, both.Token);
            if (source.Conditional && response.StatusCode == HttpStatusCode.NotModified)
                return new PollAnswer(null, validators, null);
            if ((int)response.StatusCode >= 300)
                return new PollAnswer(null, validators, $"{TransportFault.Show(source.Endpoint.Uri)} answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
            var body = await ReadBody(response, both.Token);
            return body is null
                ? new PollAnswer(null, validators, $"{TransportFault.Show(source.Endpoint.Uri)} answered more than {limits.MaxEventBytes} bytes")
                : new PollAnswer(Encode(source, response, body), Validators.Of(response), null);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new PollAnswer(null, validators, $"no answer from {TransportFault.Show(source.Endpoint.Uri)} within {source.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            or System.Security.Cryptography.CryptographicException)
        {
            return new PollAnswer(null, validators, TransportFault.Outcome(source.Endpoint.Uri, exception, cancellationToken).Reason);
        }
    }

    private async ValueTask<byte[]?> ReadBody(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > limits.MaxEventBytes)
            return null;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var count = await stream.ReadAsync(buffer, cancellationToken); count > 0; count = await stream.ReadAsync(buffer, cancellationToken))
        {
            body.Write(buffer, 0, count);
            if (body.Length > limits.MaxEventBytes)
                return null;
        }

        return body.ToArray();
    }

    private EventBatch Encode(HttpPollerSourceSpec source, HttpResponseMessage response, byte[] body)
    {
        var contentType = source.KeepContentType ? response.Content.Headers.ContentType?.ToString() : "application/json";
        var writer = new EventWriter(body.Length + 512);
        writer.Begin();
        writer.Attribute("id", Guid.NewGuid().ToString());
        writer.Attribute("source", source.EventSource);
        writer.Attribute("type", source.EventType);
        writer.Attribute("time", Timestamps.Format(time.GetUtcNow()));
        if (contentType is not null)
            writer.Attribute("datacontenttype", contentType);
        SourceAttributes.Write(writer, source, request: null);
        writer.End(body);
        return writer.ToBatch();
    }

    private sealed record PollAnswer(EventBatch? Event, Validators Validators, string? Problem);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "HTTPPollerSource {Source}: {Problem}; it asks again at the next interval")]
        public static partial void Failed(ILogger logger, ResourceName source, string problem);

        [LoggerMessage(LogLevel.Information, "HTTPPollerSource {Source}: answers again")]
        public static partial void Recovered(ILogger logger, ResourceName source);
    }
}

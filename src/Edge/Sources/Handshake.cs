using System.Globalization;
using Fabric.Edge.Ingest;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Sources;

/// <summary>Answers <c>OPTIONS</c> to a source: the CloudEvents webhook handshake and CORS preflight.</summary>
internal static class Handshake
{
    public static async Task Answer(HttpContext context, string? corsAllowOrigin, int? requestsPerSecond)
    {
        await WebhookConsent.Answer(context);
        var request = context.Request;
        var response = context.Response;
        if (requestsPerSecond is { } rate && response.Headers.ContainsKey("WebHook-Allowed-Rate"))
            response.Headers["WebHook-Allowed-Rate"] = (rate * 60L).ToString(CultureInfo.InvariantCulture);

        if (corsAllowOrigin is null || request.Headers.AccessControlRequestMethod.Count == 0)
            return;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowMethods = request.Headers.AccessControlRequestMethod;
        response.Headers.AccessControlMaxAge = "3600";
        if (request.Headers.AccessControlRequestHeaders.Count > 0)
            response.Headers.AccessControlAllowHeaders = request.Headers.AccessControlRequestHeaders;
    }
}

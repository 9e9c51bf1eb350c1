using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Ingest;

/// <summary>
/// The receiver's half of the CloudEvents webhook handshake (HTTP 1.1 Web Hooks, section 4): whoever asks may send, at
/// any rate.
/// </summary>
public static class WebhookConsent
{
    public const string Allow = "POST, OPTIONS";

    /// <summary>Answers an OPTIONS request: 200 with <c>Allow</c>, and consent where the request asks for it.</summary>
    public static Task Answer(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var headers = context.Response.Headers;
        headers.Allow = Allow;
        var origin = context.Request.Headers["WebHook-Request-Origin"];
        if (origin.Count == 0)
            return Task.CompletedTask;
        headers["WebHook-Allowed-Origin"] = origin.Count == 1 ? origin : "*";
        headers["WebHook-Allowed-Rate"] = "*";
        return Task.CompletedTask;
    }
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Contexts;

namespace Fabric.Cli.Client;

/// <summary>What a server's refusals mean to the person at the terminal.</summary>
internal static class ServerRefusals
{
    public static Refusal Unreachable(Context context, HttpRequestException failure)
    {
        var address = context.Server.GetLeftPart(UriPartial.Authority);
        return new Refusal(context.IsLocal
            ? $"\"{context.Name}\" is not running (nothing answers at {address}); start it with: fabric start {context.Name}"
            : $"nothing answers at {address} ({Reason(failure)}); check that the server runs and that the address is right");
    }

    public static Refusal Of(Context context, HttpStatusCode status, string body)
    {
        var address = context.Server.GetLeftPart(UriPartial.Authority);
        return status switch
        {
            HttpStatusCode.Unauthorized when context.Token is null => new Refusal($"{address} asks for a token: give it with --token or in $FABRIC_TOKEN"),
            HttpStatusCode.Unauthorized => new Refusal($"{address} does not accept this token: give the right one with --token or in $FABRIC_TOKEN"),
            // It says itself where to change it.
            HttpStatusCode.Forbidden when Message(body, status).Contains("is declared by", StringComparison.Ordinal) => new Refusal(Message(body, status)),
            HttpStatusCode.Forbidden => new Refusal($"{Message(body, status)}: use a token that may change things, with --token or in $FABRIC_TOKEN"),
            _ => new Refusal(Message(body, status)),
        };
    }

    /// <summary>The sentence of a Kubernetes <c>Status</c>, else the text of the answer.</summary>
    public static string Message(string body, HttpStatusCode status)
    {
        try
        {
            if (JsonNode.Parse(body) is JsonObject json && json["message"] is JsonValue message)
                return message.GetValue<string>().TrimEnd('.');
        }
        catch (JsonException)
        {
            // A proxy's page, say: shown as it is.
        }

        var line = body.Trim().Split('\n')[0].TrimEnd('.', '\r');
        return line.Length > 0 ? $"{line} ({(int)status})" : $"the server answered {(int)status} {status}";
    }

    private static string Reason(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the host name is not known",
        HttpRequestError.ConnectionError => "the connection is refused",
        HttpRequestError.SecureConnectionError => "TLS fails",
        _ => failure.Message.TrimEnd('.'),
    };
}

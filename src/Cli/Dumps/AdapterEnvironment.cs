using System.Text;
using System.Text.Json.Nodes;
using Fabric.Cli.Components;

namespace Fabric.Cli.Dumps;

/// <summary>The settings of TriggerMesh's adapter images, from the fields of their manifests.</summary>
internal static class AdapterEnvironment
{
    private const string Version = "v1.27.0";

    private static readonly Dictionary<string, (string Variable, string Field)[]> Tables = new(StringComparer.Ordinal)
    {
        ["HTTPPollerSource"] =
        [
            ("HTTPPOLLER_EVENT_TYPE", "eventType"), ("HTTPPOLLER_EVENT_SOURCE", "eventSource"), ("HTTPPOLLER_ENDPOINT", "endpoint"),
            ("HTTPPOLLER_METHOD", "method"), ("HTTPPOLLER_SKIP_VERIFY", "skipVerify"), ("HTTPPOLLER_INTERVAL", "interval"),
            ("HTTPPOLLER_HEADERS", "headers"), ("HTTPPOLLER_BASICAUTH_USERNAME", "basicAuthUsername"),
            ("HTTPPOLLER_BASICAUTH_PASSWORD", "basicAuthPassword"), ("HTTPPOLLER_CA_CERTIFICATE", "caCertificate"),
        ],
        ["WebhookSource"] =
        [
            ("WEBHOOK_EVENT_TYPE", "eventType"), ("WEBHOOK_EVENT_SOURCE", "eventSource"),
            ("WEBHOOK_EVENT_EXTENSION_ATTRIBUTES_FROM", "eventExtensionAttributes.from"), ("WEBHOOK_BASICAUTH_USERNAME", "basicAuthUsername"),
            ("WEBHOOK_BASICAUTH_PASSWORD", "basicAuthPassword"), ("WEBHOOK_CORS_ALLOW_ORIGIN", "corsAllowOrigin"),
        ],
        ["CloudEventsSource"] = [("CLOUDEVENTS_PATH", "path"), ("CLOUDEVENTS_RATELIMITER_RPS", "rateLimiter.requestsPerSecond")],
        ["CloudEventsTarget"] =
        [
            ("CLOUDEVENTS_URL", "endpoint"), ("CLOUDEVENTS_PATH", "path"), ("CLOUDEVENTS_BASICAUTH_USERNAME", "credentials.basicAuth.username"),
        ],
        ["HTTPTarget"] =
        [
            ("HTTP_URL", "endpoint"), ("HTTP_METHOD", "method"), ("HTTP_EVENT_TYPE", "response.eventType"),
            ("HTTP_EVENT_SOURCE", "response.eventSource"), ("HTTP_HEADERS", "headers"), ("HTTP_SKIP_VERIFY", "skipVerify"),
            ("HTTP_CA_CERTIFICATE", "caCertificate"), ("HTTP_BASICAUTH_USERNAME", "basicAuthUsername"),
            ("HTTP_BASICAUTH_PASSWORD", "basicAuthPassword"),
        ],
        ["Transformation"] = [("TRANSFORMATION_CONTEXT", "context"), ("TRANSFORMATION_DATA", "data")],
    };

    public static string Image(JsonObject component) => $"gcr.io/triggermesh/{component.Kind().ToLowerInvariant()}-adapter:{Version}";

    /// <summary>Its variables; null for a kind that TriggerMesh has no adapter image for.</summary>
    /// <param name="component">The component.</param>
    /// <param name="secrets">The Secrets that it may refer to.</param>
    public static IReadOnlyList<KeyValuePair<string, string>>? Of(JsonObject component, IReadOnlyList<JsonObject> secrets)
    {
        if (!Tables.TryGetValue(component.Kind(), out var table))
            return null;
        var named = table.Select(row => (row.Variable, Value: Given(component["spec"].At(row.Field)) ?? Default(component)))
            .Where(row => row.Value is not null)
            .Select(row => KeyValuePair.Create(row.Variable, Text(row.Value!, secrets)));
        return [.. named, KeyValuePair.Create("NAME", component.Name()), KeyValuePair.Create("NAMESPACE", "local")];
    }

    private static JsonNode? Given(JsonNode? value) => value is JsonArray { Count: 0 } ? null : value;

    // The transformation's adapter does not start without both of its lists.
    private static JsonValue? Default(JsonObject component) => component.Kind() == "Transformation" ? JsonValue.Create("[]") : null;

    private static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var field in path.Split('.'))
            node = (node as JsonObject)?[field];
        return node;
    }

    private static string Text(JsonNode value, IReadOnlyList<JsonObject> secrets) => value switch
    {
        JsonObject secret when (secret.Object("valueFromSecret") ?? secret.Object("secretKeyRef")) is { } reference => FromSecret(reference, secrets),
        JsonObject secret when secret.Text("value") is { } inline => inline,
        JsonObject map when map.All(each => each.Value is JsonValue) => string.Join(",", map.Select(each => $"{each.Key}:{each.Value}")),
        JsonArray list when list.All(each => each is JsonValue) => string.Join(",", list.Select(each => each!.ToString())),
        JsonValue one => one.ToString(),
        _ => value.ToJsonString(),
    };

    private static string FromSecret(JsonObject reference, IReadOnlyList<JsonObject> secrets)
    {
        var secret = secrets.FirstOrDefault(each => each.Name() == reference.Text("name"));
        var value = secret?["data"].Text(reference.Text("key") ?? "");
        return value is null or Dump.Withheld ? Dump.Withheld : Encoding.UTF8.GetString(Convert.FromBase64String(value));
    }
}

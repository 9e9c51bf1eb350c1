using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Client;

/// <summary>What a broker takes in and what it refuses, as it happens.</summary>
internal static class LiveTail
{
    /// <summary>The items from now on, until the server or the caller ends.</summary>
    /// <param name="client">The server.</param>
    /// <param name="space">The broker's namespace.</param>
    /// <param name="broker">Its name.</param>
    /// <param name="connected">Called once the server follows.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Refusal">The server does not offer it.</exception>
    public static async IAsyncEnumerable<TailItem> Follow(
        FabricClient client, string space, string broker, Action connected, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/brokers/{Uri.EscapeDataString(space)}/{Uri.EscapeDataString(broker)}/tail");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await client.Send(request, cancellation);
        if (response.StatusCode is HttpStatusCode.NotFound)
            throw new Refusal($"there is no broker \"{broker}\" in namespace {space} whose events could be shown; see what there is with: fabric describe");
        await client.Check(response, cancellation);
        connected();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        await foreach (var (name, data) in ServerSentEvents.Read(stream, cancellation))
        {
            if (name is "accepted" or "refused" or "lost" && Parse(data) is { } json)
                yield return new TailItem(name, json);
        }
    }

    private static JsonObject? Parse(string data)
    {
        try
        {
            return JsonNode.Parse(data) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One item of a broker's live tail.</summary>
/// <param name="Kind"><c>accepted</c>, <c>refused</c> or <c>lost</c>.</param>
/// <param name="Json">What the server says about it: time, event, reason, ….</param>
internal sealed record TailItem(string Kind, JsonObject Json)
{
    public bool IsRefused => Kind == "refused";

    /// <summary>The event in the JSON event format; null where none could be read.</summary>
    public JsonObject? Event => Json["event"] as JsonObject;

    /// <summary>Why it was refused.</summary>
    public string? Reason => Json["reason"]?.ToString();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Resources;
using Fabric.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Api;

/// <summary>
/// The dead letters that a trigger keeps: <c>GET …/deadletters</c>, <c>POST …/deadletters:redrive</c> and
/// <c>POST …/deadletters:purge</c>, the last two with <c>{"positions": [1, 2]}</c> or without a body for all.
/// </summary>
internal sealed class DeadLetterEndpoints(ICatalog catalog, IOptions<ApiOptions> options, IFabric? fabric = null)
{
    private const int Most = 1_000;

    public async Task<IResult> Answer(HttpContext http, ResourceAddress address)
    {
        if (address.Subresource is not ("deadletters" or "deadletters:redrive" or "deadletters:purge") || fabric is null)
            return Refusals.UnknownPath;
        if (await catalog.Get(address.Key, http.RequestAborted) is null)
            return Refusals.NotFound(address.Kind, address.Name);
        var trigger = fabric.Trigger(address.Key.ResourceName);
        return (http.Request.Method, address.Subresource) switch
        {
            ("GET", "deadletters") => await List(http, trigger),
            ("POST", "deadletters:redrive") => await Act(http, "redriven", trigger.Redrive),
            ("POST", "deadletters:purge") => await Act(http, "purged", trigger.Purge),
            _ => Refusals.NotAllowed,
        };
    }

    private static async Task<IResult> List(HttpContext http, ITrigger trigger)
    {
        var query = http.Request.Query;
        if (!TryNumber(query["from"], 0, out var from) || !TryNumber(query["limit"], 100, out var limit) || limit is 0 or > Most)
            return Refusals.BadRequest($"from must be a position and limit a number from 1 to {Most}, as ?from=0&limit=100");
        var page = await trigger.DeadLetters(new Offset(from), (int)limit, http.RequestAborted);
        var letters = page.Events.Records.ToArray().Select(DeadLetterJson.Of).ToArray();
        if (http.Request.Headers.Accept.ToString().Contains("ndjson", StringComparison.OrdinalIgnoreCase))
            return Results.Text(string.Concat(letters.Select(letter => letter.ToJsonString(JsonAnswer.Readable) + "\n")), "application/x-ndjson");
        return new JsonAnswer(new JsonObject
        {
            ["kind"] = "DeadLetterList",
            ["apiVersion"] = "eventfabric.dev/v1alpha1",
            ["metadata"] = new JsonObject { ["total"] = page.Total, ["next"] = page.Next.Value },
            ["items"] = new JsonArray([.. letters]),
        });
    }

    private async Task<IResult> Act(
        HttpContext http, string done, Func<ImmutableArray<Offset>, CancellationToken, ValueTask<int>> act)
    {
        var (positions, refusal) = await ReadPositions(http.Request);
        return refusal ?? (IResult)new JsonAnswer(new JsonObject { [done] = await act(positions, http.RequestAborted) });
    }

    private async Task<(ImmutableArray<Offset> Positions, ApiStatus? Refusal)> ReadPositions(HttpRequest request)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && request.ContentType is null))
            return ([], null);
        var (body, unreadable) = await RequestBody.Read(request, options.Value.MaxBodyBytes, RequestBody.Manifests);
        if (unreadable is not null)
            return ([], unreadable);
        if (body!.Content is null || body.Content is JsonObject { Count: 0 })
            return ([], null);
        return body.Content is JsonObject wish && wish["positions"] is JsonArray positions && positions.Count > 0 && positions.All(IsPosition)
            ? ([.. positions.Select(position => new Offset(position!.GetValue<long>()))], null)
            : ([], Refusals.BadRequest("the body must be empty, for all dead letters, or as {\"positions\": [1, 2]}"));
    }

    private static bool IsPosition(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var position) && position >= 0;

    private static bool TryNumber(string? text, long fallback, out long number)
    {
        number = fallback;
        return string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Fabric.Brokers;
using Fabric.Edge.Tails;
using Fabric.EventLog;
using Fabric.Replays;
using Fabric.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Api;

/// <summary>
/// Has a trigger deliver again what its broker still holds: <c>POST …/replay</c> with <c>{"from": "10m", "to": "5m"}</c>, each how
/// long ago, a time or an offset, or without a body for everything; <c>DELETE …/replay</c> stops it. How far it is stands in the
/// trigger's <c>status.delivery.replay</c>.
/// </summary>
internal sealed class ReplayEndpoint(ICatalog catalog, IOptions<ApiOptions> options, TimeProvider time, IFabric? fabric = null)
{
    private const string Remedy = "give how long ago, as 10m, a time, as 2026-01-31T12:00:00Z, or an offset, as 4711";

    private const string BadBody = "the body must be as {\"from\": \"10m\", \"to\": \"5m\"}, or empty for everything";

    public async Task<IResult> Answer(HttpContext http, ResourceAddress address)
    {
        if (fabric is null)
            return Refusals.UnknownPath;
        if (await catalog.Get(address.Key, http.RequestAborted) is null)
            return Refusals.NotFound(address.Kind, address.Name);
        var trigger = fabric.Trigger(address.Key.ResourceName);
        switch (http.Request.Method)
        {
            case "DELETE":
                return new JsonAnswer(new JsonObject { ["stopped"] = await trigger.StopReplay(http.RequestAborted) });
            case "POST":
                var (request, refusal) = await Read(http.Request);
                if (refusal is not null)
                    return refusal;
                var outcome = await trigger.Replay(request!, http.RequestAborted);
                return outcome.Answer switch
                {
                    ReplayAnswer.Started or ReplayAnswer.Nothing => new JsonAnswer(Json(outcome)),
                    _ => Refusals.Conflict(address.Kind, address.Name, outcome.Reason),
                };
            default:
                return Refusals.NotAllowed;
        }
    }

    private static JsonObject Json(ReplayOutcome outcome)
    {
        var json = new JsonObject { ["events"] = outcome.Events };
        if (outcome.Reason is { } reason)
            json["reason"] = reason;
        return json;
    }

    private async Task<(ReplayRequest? Request, ApiStatus? Refusal)> Read(HttpRequest http)
    {
        if (http.ContentLength is 0 || (http.ContentLength is null && http.ContentType is null))
            return (new ReplayRequest(), null);
        var (body, unreadable) = await RequestBody.Read(http, options.Value.MaxBodyBytes, RequestBody.Manifests);
        if (unreadable is not null)
            return (null, unreadable);
        var now = time.GetUtcNow();
        var request = new ReplayRequest();
        if (body!.Content is not (null or JsonObject))
            return (null, Refusals.BadRequest(BadBody));
        foreach (var (field, value) in body.Content as JsonObject ?? [])
        {
            var text = value?.ToString() ?? "";
            Offset? offset = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new Offset(number) : null;
            var at = offset is null ? SinceText.Parse(text, now) : null;
            if (offset is null && at is null)
                return (null, Refusals.BadRequest($"{field}={text}: {Remedy}"));
            switch (field)
            {
                case "from":
                    request = request with { From = offset is { } from ? StartPosition.At(from) : StartPosition.At(at!.Value) };
                    break;
                case "to":
                    request = request with { EndOffset = offset, EndTime = at };
                    break;
                default:
                    return (null, Refusals.BadRequest($"{field}: {BadBody}"));
            }
        }

        return (request, null);
    }
}

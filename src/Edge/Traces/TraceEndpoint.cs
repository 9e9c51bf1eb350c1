using System.Globalization;
using System.Text.Json.Nodes;
using Fabric.Edge.Api;
using Fabric.Edge.Tails;
using Fabric.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fabric.Edge.Traces;

/// <summary>What became of an event: every broker that has it, every trigger that it matches, every attempt that is still known.</summary>
public static class TraceEndpoint
{
    private const int MostNamed = 5;

    /// <summary>
    /// <c>GET /trace/{namespace}?id=ID&amp;source=URI&amp;broker=NAME&amp;since=10m</c>, behind the token of the resource API;
    /// without a broker, all of the namespace are looked through.
    /// </summary>
    public static IEndpointConventionBuilder MapTrace(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/trace/{namespace}", Trace).AddEndpointFilter<RouteHandlerBuilder, FaultGate>().RequireApiToken();

    private static async Task<IResult> Trace(
        HttpContext context, string @namespace, IFabric fabric, ITopology topology, TimeProvider time)
    {
        var query = context.Request.Query;
        if (query["id"].ToString() is not { Length: > 0 } id)
            return Refusals.BadRequest("give the id of an event, as ?id=4711");
        DateTimeOffset? since = null;
        if (query["since"].ToString() is { Length: > 0 } text && (since = SinceText.Parse(text, time.GetUtcNow())) is null)
            return Refusals.BadRequest($"since={text}: {SinceText.Remedy}");
        var current = topology.Current;
        var brokers = current.Brokers.Keys.Where(broker => broker.Namespace == @namespace).Order().ToList();
        if (query["broker"].ToString() is { Length: > 0 } name)
            brokers.RemoveAll(broker => broker.Name != name);

        var wanted = new Wanted(id, query["source"].ToString() is { Length: > 0 } source ? source : null);
        var search = new EventSearch(fabric, time);
        var walk = new TraceWalk(fabric, current, search, time);
        var hops = await walk.Follow(brokers, wanted, since, context.RequestAborted);
        if (hops.Count == 0)
        {
            var letter = await new DeadLetterSearch(fabric, current).Find(brokers, wanted, context.RequestAborted);
            var message = NotFound(wanted, @namespace, brokers, search.Searched, since, letter);
            return new ApiStatus(StatusCodes.Status404NotFound, "NotFound", message);
        }

        return new JsonAnswer(new JsonObject
        {
            ["kind"] = "EventTrace",
            ["apiVersion"] = "eventfabric.dev/v1alpha1",
            ["id"] = id,
            ["searchedEvents"] = search.Searched,
            ["isCut"] = walk.IsCut,
            ["hops"] = new JsonArray([.. hops.Select(TraceJson.Of)]),
        });
    }

    private static string NotFound(Wanted wanted, string @namespace, List<ResourceName> brokers, long searched, DateTimeOffset? since, KeptLetter? letter)
    {
        if (brokers.Count == 0)
            return $"there is no such broker in namespace {@namespace} that event \"{wanted.Id}\" could be looked for in; see what there is with: fabric describe";
        var which = wanted.Source is null ? "" : $" and source \"{wanted.Source}\"";
        var names = string.Join(", ", brokers.Take(MostNamed).Select(broker => broker.Name))
            + (brokers.Count > MostNamed ? $" and {brokers.Count - MostNamed} more" : "");
        var period = since is { } from ? $" since {TraceJson.Time(from)}" : "";
        return $"no event with id \"{wanted.Id}\"{which} is among the {searched.ToString(CultureInfo.InvariantCulture)} events that "
            + $"{(brokers.Count == 1 ? $"broker {names} holds" : $"the brokers {names} hold")}{period}: "
            + (letter is not null
                ? $"it is no longer kept, but trigger {letter.Trigger.Name} has it among its dead letters ({letter.Reason}); deliver it again with: "
                    + $"fabric trigger redrive {letter.Trigger.Name} {letter.Position}"
                : "it was not accepted, or is no longer kept; see what is there with: fabric events, and what is refused with: fabric watch");
    }
}

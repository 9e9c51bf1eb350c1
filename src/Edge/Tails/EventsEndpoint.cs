using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Brokers;
using Fabric.Edge.Api;
using Fabric.Edge.Ingest;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Filters;
using Fabric.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Fabric.Edge.Tails;

/// <summary>
/// What a broker holds, from its log, as lines of JSON: <c>{"partition","offset","time","event"}</c>. Looking keeps nothing
/// from being removed and counts for no trigger.
/// </summary>
public static class EventsEndpoint
{
    private const int MostEvents = 500;
    private const int MostBytes = 1 << 20;
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);

    /// <summary>
    /// <c>GET /brokers/{namespace}/{name}/events?since=10m&amp;type=t&amp;filter=CESQL&amp;partition=0&amp;limit=100&amp;follow=true</c>,
    /// behind the token of the resource API.
    /// </summary>
    public static IEndpointConventionBuilder MapEvents(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/brokers/{namespace}/{name}/events", List).RequireApiToken();

    private static async Task List(
        HttpContext context, string @namespace, string name, IFabric fabric, ITopology topology, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        var broker = new ResourceName(@namespace, name);
        if (!topology.Current.Brokers.TryGetValue(broker, out var spec))
        {
            await PlainAnswer.Write(context, StatusCodes.Status404NotFound, $"There is no broker {broker} here.");
            return;
        }

        if (Query.Read(context.Request.Query, spec, time.GetUtcNow(), out var query) is { } fault)
        {
            await PlainAnswer.Write(context, StatusCodes.Status400BadRequest, fault);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "application/x-ndjson";
        using var lines = new LineWriter(context.Response, query.Limit, end);
        try
        {
            // One behind the other where the end is known, side by side where there is none.
            var work = query.Partitions.Select(partition => (Func<Task>)(() => Copy(fabric.Broker(broker, partition), partition, query, lines, end.Token)));
            if (query.Follow)
                await Task.WhenAll(work.Select(each => each()));
            else
                foreach (var each in work)
                    await each();
            await lines.Flush();
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }

    private static async Task Copy(IBroker broker, int partition, Query query, LineWriter lines, CancellationToken end)
    {
        var status = await broker.Status(end);
        var from = query.Since is { } since ? await broker.Seek(since, end) : status.First;
        while (!end.IsCancellationRequested && (query.Follow || from < status.End))
        {
            var read = await broker.Read(new ReadRequest(from, query.Filter, MostEvents, MostBytes, query.Follow ? LongPoll : TimeSpan.Zero), end);
            if (!read.Found)
            {
                from = (await broker.Status(end)).First;
                continue;
            }

            if (!query.Follow && read.Events.Count == 0 && read.Next == from)
                return;
            await lines.Write(partition, read.Events);
            from = read.Next;
        }
    }

    /// <summary>What was asked for.</summary>
    private sealed record Query(DateTimeOffset? Since, Filter? Filter, IReadOnlyList<int> Partitions, long Limit, bool Follow)
    {
        /// <returns>What is wrong; null where nothing is.</returns>
        public static string? Read(IQueryCollection given, BrokerSpec broker, DateTimeOffset now, out Query query)
        {
            query = new Query(null, null, [.. Enumerable.Range(0, broker.Partitions)], long.MaxValue, given["follow"] == "true");
            if (given["since"].ToString() is { Length: > 0 } since)
            {
                query = query with { Since = SinceText.Parse(since, now) };
                if (query.Since is null)
                    return $"since={since}: {SinceText.Remedy}.";
            }

            if (given["limit"].ToString() is { Length: > 0 } limit)
            {
                if (!long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most == 0)
                    return $"limit={limit}: give a number of events from 1.";
                query = query with { Limit = most };
            }

            if (given["partition"].ToString() is { Length: > 0 } partition)
            {
                if (!int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= broker.Partitions)
                    return $"partition={partition}: the broker has {broker.Partitions}, counted from 0.";
                query = query with { Partitions = [number] };
            }

            var filters = new JsonArray();
            if (given["type"].ToString() is { Length: > 0 } type)
                filters.Add(new JsonObject { ["exact"] = new JsonObject { ["type"] = type } });
            if (given["filter"].ToString() is { Length: > 0 } cesql)
                filters.Add(new JsonObject { ["cesql"] = cesql });
            if (filters.Count == 0)
                return null;
            var parsed = FilterParser.Parse(JsonSerializer.SerializeToElement(filters), "filter");
            query = query with { Filter = parsed.Filter };
            return parsed.IsValid ? null : string.Join("; ", parsed.Faults);
        }
    }

    /// <summary>Writes events as lines, up to a number of them.</summary>
    private sealed class LineWriter(HttpResponse response, long limit, CancellationTokenSource end) : IDisposable
    {
        private readonly SemaphoreSlim _turn = new(1);
        private long _left = limit;

        public async Task Write(int partition, EventBatch events)
        {
            await _turn.WaitAsync(end.Token);
            try
            {
                foreach (var record in events.Records)
                {
                    if (_left-- > 0)
                        Line(partition, record);
                }

                await response.BodyWriter.FlushAsync(end.Token);
                if (_left <= 0)
                    await end.CancelAsync();
            }
            finally
            {
                _turn.Release();
            }
        }

        public async Task Flush() => await response.BodyWriter.FlushAsync(end.Token);

        public void Dispose() => _turn.Dispose();

        private void Line(int partition, EventRecord record)
        {
            using (var json = new Utf8JsonWriter(response.BodyWriter))
            {
                json.WriteStartObject();
                json.WriteNumber("partition", partition);
                json.WriteNumber("offset", record.Offset);
                json.WriteString("time", record.AppendedAt.UtcDateTime);
                json.WritePropertyName("event");
                json.WriteRawValue(JsonEventWriter.Write(record), skipInputValidation: true);
                json.WriteEndObject();
            }

            response.BodyWriter.Write("\n"u8);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Filters;

namespace Fabric.Edge.Traces;

/// <summary>An event where a broker has it.</summary>
internal sealed record FoundEvent(ResourceName Broker, int Partition, Guid Log, EventRecord Record);

/// <summary>
/// Looks for an id in the logs of brokers. What is traced is young, mostly: the newest part of a log is looked through
/// first, and what is older only where the event is not in it.
/// </summary>
internal sealed class EventSearch(IFabric fabric, TimeProvider time)
{
    private const int MostFound = 20;
    private const int MostBytes = 1 << 20;
    private static readonly TimeSpan[] Windows = [TimeSpan.FromMinutes(10), TimeSpan.FromHours(4), TimeSpan.MaxValue];

    private long _searched;

    /// <summary>How many events were looked through.</summary>
    public long Searched => Interlocked.Read(ref _searched);

    /// <summary>The events with an id, oldest first; of those that are found, the newest part of the log.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="partitions">How many partitions it has.</param>
    /// <param name="wanted">The id, and the source where it matters.</param>
    /// <param name="since">Nothing older; null for all that is kept.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<FoundEvent>> Find(
        ResourceName broker, int partitions, Wanted wanted, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var filter = wanted.Filter();
        var parts = await Task.WhenAll(Enumerable.Range(0, partitions)
            .Select(partition => Part.Of(fabric.Broker(broker, partition), broker, partition, since, cancellationToken)));
        foreach (var window in Windows)
        {
            DateTimeOffset? from = window == TimeSpan.MaxValue ? null : time.GetUtcNow() - window;
            var found = await Task.WhenAll(parts.Select(part => Look(part, filter, from, cancellationToken)));
            if (found.Any(each => each.Count > 0))
                return [.. found.SelectMany(each => each).OrderBy(each => each.Record.AppendedAt)];
        }

        return [];
    }

    private async Task<List<FoundEvent>> Look(Part part, Filter filter, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var found = new List<FoundEvent>();
        var from = since is { } start ? Offset.Max(part.First, await part.Broker.Seek(start, cancellationToken)) : part.First;
        var end = part.End;
        for (var next = from; next < end && found.Count < MostFound;)
        {
            var read = await part.Broker.Read(
                new ReadRequest(next, filter, MostFound, MostBytes, TimeSpan.Zero, part.Log), cancellationToken);
            foreach (var record in read.Events.Records)
            {
                if (record.Offset < end.Value)
                    found.Add(new FoundEvent(part.Name, part.Partition, part.Log ?? default, record));
            }

            if (!read.Found || read.Next == next)
                break;
            next = read.Next;
        }

        Interlocked.Add(ref _searched, Math.Max(0, end - from));
        part.End = Offset.Min(part.End, from);
        return found;
    }

    /// <summary>A partition, and the part of it that was not looked through yet.</summary>
    private sealed record Part(IBroker Broker, ResourceName Name, int Partition, Guid? Log, Offset First)
    {
        public Offset End { get; set; }

        public static async Task<Part> Of(
            IBroker broker, ResourceName name, int partition, DateTimeOffset? since, CancellationToken cancellationToken)
        {
            var status = await broker.Status(cancellationToken);
            var first = since is { } start ? await broker.Seek(start, cancellationToken) : status.First;
            return new Part(broker, name, partition, status.Log, Offset.Max(status.First, first)) { End = status.End };
        }
    }
}

/// <summary>Which event is looked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Its source; null for any.</param>
internal sealed record Wanted(string Id, string? Source)
{
    public Filter Filter()
    {
        var exact = new JsonObject { ["id"] = Id };
        if (Source is not null)
            exact["source"] = Source;
        var filter = new JsonArray(new JsonObject { ["exact"] = exact });
        return FilterParser.Parse(JsonSerializer.SerializeToElement(filter), "id").Filter!;
    }
}

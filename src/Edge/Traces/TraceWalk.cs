using System.Text;
using Fabric.Delivery;
using Fabric.Journals;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Edge.Traces;

/// <summary>
/// Follows an event through brokers: what each trigger did with it, the replies that it led to, and the brokers that it
/// was passed on to.
/// </summary>
internal sealed class TraceWalk(IFabric fabric, Topology topology, EventSearch search, TimeProvider time)
{
    private const int MostHops = 100;

    // Clocks of several machines differ, and an event is appended a little before or after the attempt that brought it.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly List<Hop> _hops = [];
    private readonly Dictionary<(ResourceName Broker, int Partition, long Offset), int> _seen = [];
    private readonly Queue<(ResourceName Broker, Wanted Wanted, DateTimeOffset? Since, HopCause? Because, (ResourceName, int, long)? From)> _open = new();

    /// <summary>True where there was more to follow.</summary>
    public bool IsCut { get; private set; }

    public async Task<IReadOnlyList<Hop>> Follow(
        IEnumerable<ResourceName> brokers, Wanted wanted, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        foreach (var broker in brokers)
            _open.Enqueue((broker, wanted, since, null, null));
        while (!IsCut && _open.TryDequeue(out var next))
        {
            if (!topology.Brokers.TryGetValue(next.Broker, out var spec))
                continue;
            foreach (var found in await search.Find(next.Broker, spec.Partitions, next.Wanted, next.Since, cancellationToken))
            {
                var place = (found.Broker, found.Partition, found.Record.Offset);
                // A reply may have the id of the event that it answers.
                if (place == next.From)
                    continue;
                if (_seen.TryGetValue(place, out var seen))
                    _hops[seen] = _hops[seen] with { Because = _hops[seen].Because ?? next.Because };
                else if (IsCut = _hops.Count == MostHops)
                    break;
                else
                {
                    _seen[place] = _hops.Count;
                    await Add(found, next.Because, cancellationToken);
                }
            }
        }

        return [.. _hops.OrderBy(hop => hop.Event.Record.AppendedAt)];
    }

    private async Task Add(FoundEvent found, HopCause? because, CancellationToken cancellationToken)
    {
        var readers = topology.Triggers.Where(trigger => trigger.Value.Broker == found.Broker).OrderBy(trigger => trigger.Key);
        var all = await Task.WhenAll(readers.Select(trigger => Ask(trigger.Key, trigger.Value, found, cancellationToken)));
        // A filter may have been another one when the event came by.
        var touched = all.Where(each => each.Matches || each.Trace is { Attempts.Length: > 0 }).ToList();
        _hops.Add(new Hop(found, because, touched, [.. all.Except(touched).Select(each => each.Name)]));
        foreach (var trigger in touched.Where(each => each.Trace is not null))
            Continue(found, trigger, trigger.Trace!);
    }

    private async Task<TriggerHop> Ask(ResourceName name, TriggerSpec spec, FoundEvent found, CancellationToken cancellationToken)
    {
        var matches = spec.Filter is not { } filter || filter.Matches(found.Record);
        var request = new TraceRequest(
            found.Partition, found.Log, new(found.Record.Offset), Encoding.UTF8.GetString(found.Record.Id), Encoding.UTF8.GetString(found.Record.Source));
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var trace = await fabric.Trigger(name).Trace(request, either.Token).AsTask().WaitAsync(either.Token);
            return new TriggerHop(name, spec, matches, trace);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // One that does not answer, or whose silo has just gone, is shown as one of which nothing is known.
            return new TriggerHop(name, spec, matches, null);
        }
    }

    private void Continue(FoundEvent found, TriggerHop trigger, EventTrace trace)
    {
        var id = Encoding.UTF8.GetString(found.Record.Id);
        var source = Encoding.UTF8.GetString(found.Record.Source);
        var from = (found.Broker, found.Partition, found.Record.Offset);
        foreach (var attempt in trace.Attempts.Where(attempt => attempt is { Result: AttemptResult.Delivered, ReplyId: not null }))
            _open.Enqueue((found.Broker, new Wanted(attempt.ReplyId!, attempt.ReplySource), attempt.At - Slack, new("reply", trigger.Name, id), from));
        var since = found.Record.AppendedAt - Slack;
        if (trigger.Spec.Target is { Kind: DestinationKind.Broker, Name: { } next } && trace.Progress == EventProgress.Handled)
            _open.Enqueue((next, new Wanted(id, source), since, new("delivery", trigger.Name, id), from));
        if (trigger.Spec.DeadLetterSink is { Kind: DestinationKind.Broker, Name: { } sink }
            && trace.Attempts.Any(attempt => attempt is { ToSink: true, Result: AttemptResult.Delivered }))
            _open.Enqueue((sink, new Wanted(id, source), since, new("dead-letter", trigger.Name, id), from));
    }
}

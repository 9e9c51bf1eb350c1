using System.Text;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Resources;

namespace Fabric.Edge.Traces;

/// <summary>A dead letter in a trigger's own list.</summary>
internal sealed record KeptLetter(ResourceName Trigger, long Position, string Reason);

/// <summary>Looks for an event that no broker holds any more among the dead letters that triggers keep.</summary>
internal sealed class DeadLetterSearch(IFabric fabric, Topology topology)
{
    private const int PageEvents = 500;
    private const int MostPages = 20;

    public async Task<KeptLetter?> Find(IReadOnlyCollection<ResourceName> brokers, Wanted wanted, CancellationToken cancellationToken)
    {
        var filter = wanted.Filter();
        foreach (var (name, _) in topology.Triggers.Where(trigger => brokers.Contains(trigger.Value.Broker)).OrderBy(trigger => trigger.Key))
        {
            var from = Offset.Zero;
            for (var pages = 0; pages < MostPages; pages++)
            {
                var page = await fabric.Trigger(name).DeadLetters(from, PageEvents, cancellationToken);
                foreach (var record in page.Events.Records)
                {
                    if (filter.Matches(record))
                        return new KeptLetter(name, record.Offset, Reason(record));
                }

                if (page.Events.Count == 0)
                    break;
                from = page.Next;
            }
        }

        return null;
    }

    private static string Reason(EventRecord letter) =>
        letter.TryGet("fabricerrorreason"u8, out var reason) ? Encoding.UTF8.GetString(reason.Value) : "it could not be delivered";
}

using Fabric.Brokers;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Embedded;

/// <summary>
/// Takes nothing more in, and waits, before a node stops, until the triggers of memory brokers have handled what those brokers hold: it would be
/// gone with the process. What a file holds can wait for the next start.
/// </summary>
internal sealed class Drain(IFabric fabric, Publisher publisher, ITopology topology, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends when nothing is left that could be delivered now, or when the grace is over.</summary>
    /// <returns>True where nothing is left.</returns>
    public async Task<bool> Run(TimeSpan grace)
    {
        publisher.CloseIngest();
        var started = time.GetTimestamp();
        // Twice in a row, since what passed the door just before it closed may still be on its way to a broker.
        for (var empty = 0; empty < 2;)
        {
            empty = await IsAnythingLeft() ? 0 : empty + 1;
            if (time.GetElapsedTime(started) >= grace)
                return false;
            await Task.Delay(Step, time);
        }

        return true;
    }

    private async ValueTask<bool> IsAnythingLeft()
    {
        if (!publisher.IsIdle)
            return true;
        foreach (var (name, spec) in topology.Current.Triggers)
        {
            if (spec.Durable || spec.Paused || spec.Hold is not null || spec.Target is null)
                continue;
            var status = await fabric.Trigger(name).Status(CancellationToken.None);
            if (Delivers(status) && (status.LagEvents > 0 || status.InFlight > 0))
                return true;
        }

        return false;
    }

    private static bool Delivers(TriggerStatus status) =>
        !status.TargetDown && status.Phase is SubscriptionPhase.Ready or SubscriptionPhase.Running;
}

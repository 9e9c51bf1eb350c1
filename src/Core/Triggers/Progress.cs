using System.Runtime.CompilerServices;
using Fabric.EventLog;

namespace Fabric.Triggers;

/// <summary>
/// Takes note of what was handled: saves the cursor, then tells the broker, which may remove it. The broker is told at
/// most a hundred times a second, however many events are handled.
/// </summary>
internal sealed class Progress(TriggerContext context, CursorSet cursors, StateKeeper keeper)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private long _acknowledgedAt;
    private bool _acknowledging;
    private bool _moved;

    /// <summary>An event was delivered or became a dead letter; ends when enough of that is saved to go on.</summary>
    public Task Handled(PendingEvent pending)
    {
        pending.Cursor.Handled(pending);
        Moved();
        return keeper.Handled();
    }

    /// <summary>A cursor moved.</summary>
    public void Moved()
    {
        _moved = true;
        if (!_acknowledging && !context.IsStopping)
            _ = AcknowledgeAll();
    }

    /// <summary>Saves, and tells the broker where its events are no longer needed.</summary>
    public async Task Acknowledge()
    {
        var all = cursors.All;
        var lows = new Offset[all.Length];
        var moved = false;
        for (var index = 0; index < lows.Length; index++)
        {
            lows[index] = all[index].Low;
            moved |= lows[index] > all[index].Acknowledged;
        }

        if (moved || keeper.HasUnsaved)
            await keeper.Save();
        for (var index = 0; index < lows.Length; index++)
        {
            if (lows[index] <= all[index].Acknowledged)
                continue;
            await context.Broker(all[index].Partition).Acknowledge(context.Name, lows[index], context.Aborted);
            all[index].Acknowledged = lows[index];
        }
    }

    private async Task AcknowledgeAll()
    {
        _acknowledging = true;
        // What was just read may be handled in a moment: one word to the broker says both.
        var pause = cursors.Outstanding > 0 ? Pace : Pace - context.Time.GetElapsedTime(_acknowledgedAt);
        while (_moved && !context.IsStopping)
        {
            if (pause > TimeSpan.Zero)
                await Pause(pause);
            _moved = false;
            pause = Pace;
            try
            {
                await Acknowledge();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                context.Tally.Trouble($"Cannot acknowledge to broker {context.Spec.Broker}: {fault.Message}");
                _moved = true;
                pause = RetryInterval;
            }
            catch (OperationCanceledException)
            {
                break;
            }

            _acknowledgedAt = context.Time.GetTimestamp();
        }

        _acknowledging = false;
    }

    private ConfiguredTaskAwaitable Pause(TimeSpan time) => context.Wait(time, context.Stopping)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}

namespace Fabric.Triggers;

/// <summary>
/// Takes note of what was handled: saves the cursor, then tells the broker, which may remove it. The broker is told at
/// most a hundred times a second, however many events are handled.
/// </summary>
internal sealed class Progress(TriggerContext context, CursorSet cursors, StateKeeper keeper)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
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
        var moved = cursors.All.Where(cursor => cursor.Low > cursor.Acknowledged)
            .Select(cursor => (Cursor: cursor, cursor.Low)).ToArray();
        if (moved.Length > 0)
            await keeper.Save();
        foreach (var (cursor, low) in moved)
        {
            await context.Broker(cursor.Partition).Acknowledge(context.Name, low, context.Aborted);
            cursor.Acknowledged = low;
        }
    }

    private async Task AcknowledgeAll()
    {
        _acknowledging = true;
        while (_moved && !context.IsStopping)
        {
            _moved = false;
            var pause = Pace;
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

            await context.Wait(pause, context.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        _acknowledging = false;
    }
}

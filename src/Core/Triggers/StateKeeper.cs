namespace Fabric.Triggers;

/// <summary>
/// Saves the trigger's state, one save at a time: what changes during one is in the next, which all who asked meanwhile
/// wait for together. Does nothing for a trigger that is not durable.
/// </summary>
internal sealed class StateKeeper(TriggerContext context, Func<TriggerState> state)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private TaskCompletionSource? _next;
    private bool _saving;

    /// <summary>Ends when everything that changed before the call is saved.</summary>
    /// <exception cref="OperationCanceledException">The trigger stops before it could be saved.</exception>
    public Task Save()
    {
        if (!context.Spec.Durable)
            return Task.CompletedTask;
        _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var saved = _next.Task;
        if (!_saving)
            _ = SaveAll();
        return saved;
    }

    private async Task SaveAll()
    {
        _saving = true;
        while (_next is { } next)
        {
            _next = null;
            if (await SaveOnce())
                next.SetResult();
            else
                next.SetCanceled(context.Aborted);
        }

        _saving = false;
    }

    private async Task<bool> SaveOnce()
    {
        while (!context.Aborted.IsCancellationRequested)
        {
            try
            {
                await context.Services.States.Save(context.Name.ToString(), state(), context.Aborted);
                return true;
            }
            catch (StateLostException lost)
            {
                context.Tally.Trouble(lost.Message);
                context.Lose();
                break;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                context.Tally.Trouble($"Cannot save the cursor: {fault.Message}");
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await context.Wait(RetryInterval, context.Aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        return false;
    }
}

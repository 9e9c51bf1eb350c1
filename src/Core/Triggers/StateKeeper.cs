namespace Fabric.Triggers;

/// <summary>
/// Saves the trigger's state, one save at a time: what changes during one is in the next, which all who asked meanwhile
/// wait for together. Deliveries go on meanwhile, up to <see cref="TriggerSpec.MaxInFlight"/> events ahead of what is
/// saved; to save after each would cost more than to deliver. Does nothing for a trigger that is not durable.
/// </summary>
internal sealed class StateKeeper(TriggerContext context, Func<TriggerState> state)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private readonly string _key = context.Name.ToString();
    private TaskCompletionSource? _next;
    private bool _saving;
    private int _unsaved;
    private int _beingSaved;

    /// <summary>True where an event was handled that is not saved, nor being saved.</summary>
    public bool HasUnsaved => _unsaved > _beingSaved;

    /// <summary>
    /// An event was handled. Ends when enough is saved to go on: a crash repeats what is not. The first quarter of what may
    /// be unsaved begins no save: <see cref="Progress"/> asks for one in a moment.
    /// </summary>
    /// <exception cref="OperationCanceledException">The trigger stops before it could be saved.</exception>
    public Task Handled()
    {
        if (!context.Spec.Durable)
            return Task.CompletedTask;
        if (++_unsaved <= context.Spec.MaxInFlight / 4)
            return Task.CompletedTask;
        var saved = Save(atOnce: false);
        return _unsaved > context.Spec.MaxInFlight ? saved : Task.CompletedTask;
    }

    /// <summary>Ends when everything that changed before the call is saved.</summary>
    /// <exception cref="OperationCanceledException">The trigger stops before it could be saved.</exception>
    public Task Save() => context.Spec.Durable ? Save(atOnce: true) : Task.CompletedTask;

    private Task Save(bool atOnce)
    {
        _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var saved = _next.Task;
        if (!_saving)
            _ = SaveAll(atOnce);
        return saved;
    }

    private async Task SaveAll(bool atOnce)
    {
        _saving = true;
        while (_next is { } next)
        {
            // Everybody who is ready changes what there is to change first, and then all of it is saved once.
            if (!atOnce)
                await Task.Yield();
            atOnce = false;
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
                _beingSaved = _unsaved;
                await context.Services.States.Save(_key, state(), context.Aborted);
                _unsaved -= _beingSaved;
                _beingSaved = 0;
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

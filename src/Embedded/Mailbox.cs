namespace Fabric.Embedded;

/// <summary>
/// Gives a domain object its turns: calls run one at a time, each to its end, in the order of their arrival. All the
/// object's code runs on the mailbox's scheduler, so that loops it starts and calls that do not wait for their turn
/// change places with others at their awaits only, and never run in parallel. (An Orleans activation does the same.)
/// </summary>
internal sealed class Mailbox
{
    private readonly TurnScheduler _scheduler = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private bool _busy;

    /// <summary>Runs a call when all calls before it have ended.</summary>
    public ValueTask<T> Call<T>(Func<ValueTask<T>> call) => new(Start(() => InTurn(call)));

    /// <summary>Runs a call when all calls before it have ended.</summary>
    public ValueTask Call(Func<ValueTask> call) => new(Start(() => InTurn(call)));

    /// <summary>Runs a call between the steps of the others, without waiting for their end.</summary>
    public ValueTask<T> Interleave<T>(Func<ValueTask<T>> call) => new(Start(() => call().AsTask()));

    private Task<T> Start<T>(Func<Task<T>> call)
    {
        var task = new Task<Task<T>>(call, TaskCreationOptions.DenyChildAttach);
        if (_scheduler.TryRun(task))
            return task.Result;
        task.Start(_scheduler);
        return task.Unwrap();
    }

    // From here on on the scheduler only, so that the queue needs no lock.
    private async Task<T> InTurn<T>(Func<ValueTask<T>> call)
    {
        if (_busy)
            await Turn();
        _busy = true;
        try
        {
            return await call();
        }
        finally
        {
            PassOn();
        }
    }

    private async Task<bool> InTurn(Func<ValueTask> call)
    {
        if (_busy)
            await Turn();
        _busy = true;
        try
        {
            await call();
            return true;
        }
        finally
        {
            PassOn();
        }
    }

    private Task Turn()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        return turn.Task;
    }

    private void PassOn()
    {
        if (_waiting.TryDequeue(out var next))
            next.SetResult();
        else
            _busy = false;
    }
}

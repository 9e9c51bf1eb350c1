using System.Collections.Concurrent;

namespace Fabric.Embedded;

/// <summary>Runs tasks on the thread pool, or at once on the caller's thread, one at a time, in the order they came.</summary>
internal sealed class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
{
    // So many tasks in a row and then to the end of the pool's queue, so that a busy object starves no other.
    private const int TasksInARow = 64;

    private readonly ConcurrentQueue<Task> _tasks = [];
    private int _isActive;
    private Task? _atOnce;

    public override int MaximumConcurrencyLevel => 1;

    void IThreadPoolWorkItem.Execute()
    {
        for (var count = 0; count < TasksInARow && _tasks.TryDequeue(out var task); count++)
            TryExecuteTask(task);
        Release();
    }

    /// <summary>
    /// Runs a task on the caller's thread where nothing else runs or waits: a call to an object that has nothing to do costs
    /// no change of threads. False where it has to be queued.
    /// </summary>
    public bool TryRun(Task task)
    {
        // Where there is a synchronization context, the task's awaits would go on there.
        if (SynchronizationContext.Current is not null || Interlocked.CompareExchange(ref _isActive, 1, 0) != 0)
            return false;
        var runs = _tasks.IsEmpty;
        if (runs)
        {
            _atOnce = task;
            task.RunSynchronously(this);
            _atOnce = null;
        }

        Release();
        return runs;
    }

    protected override void QueueTask(Task task)
    {
        _tasks.Enqueue(task);
        Activate();
    }

    // What continues when a method of this turn ends goes on at once, as in an Orleans activation. What objects signal to
    // each other runs its continuations asynchronously, so that state changes at awaits only.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && (Current == this || task == _atOnce) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Release()
    {
        Interlocked.Exchange(ref _isActive, 0);
        if (!_tasks.IsEmpty)
            Activate();
    }

    private void Activate()
    {
        if (Interlocked.CompareExchange(ref _isActive, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}

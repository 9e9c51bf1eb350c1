using System.Collections.Concurrent;

namespace Fabric.Embedded;

/// <summary>Runs tasks on the thread pool, one at a time, in the order they were queued.</summary>
internal sealed class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
{
    // So many tasks in a row and then to the end of the pool's queue, so that a busy object starves no other.
    private const int TasksInARow = 64;

    private readonly ConcurrentQueue<Task> _tasks = [];
    private int _isActive;

    public override int MaximumConcurrencyLevel => 1;

    void IThreadPoolWorkItem.Execute()
    {
        for (var count = 0; count < TasksInARow && _tasks.TryDequeue(out var task); count++)
            TryExecuteTask(task);
        Interlocked.Exchange(ref _isActive, 0);
        if (!_tasks.IsEmpty)
            Activate();
    }

    protected override void QueueTask(Task task)
    {
        _tasks.Enqueue(task);
        Activate();
    }

    // What continues when a method of this turn ends goes on at once, as in an Orleans activation. What objects signal to
    // each other runs its continuations asynchronously, so that state changes at awaits only.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Activate()
    {
        if (Interlocked.CompareExchange(ref _isActive, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}

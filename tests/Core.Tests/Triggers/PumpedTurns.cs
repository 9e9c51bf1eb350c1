using System.Collections.Concurrent;
using System.Diagnostics;

namespace Fabric.Core.Tests.Triggers;

/// <summary>A scheduler whose turns run on the test's own thread, when the test says so: nothing is left to chance.</summary>
internal sealed class PumpedTurns : TaskScheduler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<Task> _turns = [];

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs turns until none is left.</summary>
    public void Run()
    {
        // The test runner's own context would take the continuations away from this scheduler.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        while (_turns.TryDequeue(out var turn))
            TryExecuteTask(turn);
        SynchronizationContext.SetSynchronizationContext(context);
    }

    /// <summary>Runs one call to its end, and everything that became ready through it.</summary>
    public T Do<T>(Func<Task<T>> call)
    {
        var done = Start(call);
        Until(() => done.IsCompleted);
        return done.GetAwaiter().GetResult();
    }

    public void Do(Func<Task> call) => Do(async () =>
    {
        await call();
        return true;
    });

    /// <summary>Begins a call; turns go on when they are run.</summary>
    public Task<T> Start<T>(Func<Task<T>> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Runs turns, also those that other threads still bring, until something holds.</summary>
    public void Until(Func<bool> holds)
    {
        var waited = Stopwatch.StartNew();
        for (Run(); !holds() && waited.Elapsed < Patience; Run())
            Thread.Yield();
        Assert.True(holds(), "It did not come to hold.");
        Run();
    }

    protected override void QueueTask(Task task) => _turns.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _turns;
}

namespace Fabric.Contract;

/// <summary>Runs a test on a scheduler that never runs two pieces of it at once, as hosts run domain objects.</summary>
public static class Turns
{
    public static Task Run(Func<Task> test) => Task.Factory.StartNew(
        test, CancellationToken.None, TaskCreationOptions.DenyChildAttach, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    /// <summary>Lets everybody who is ready have some turns; turns come in order.</summary>
    public static async Task Pass()
    {
        for (var turn = 0; turn < 10; turn++)
            await Task.Yield();
    }

    /// <summary>Lets others have their turn until something holds; fails after many of them.</summary>
    public static async Task Until(Func<bool> holds)
    {
        for (var turn = 0; turn < 100_000 && !holds(); turn++)
            await Task.Yield();
        Assert.True(holds(), "It did not come to hold.");
    }
}

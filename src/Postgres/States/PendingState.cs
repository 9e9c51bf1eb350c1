namespace Fabric.Postgres.States;

/// <summary>A save that waits to be committed, with everybody who waits for it: of two saves of one key the later one is enough.</summary>
/// <param name="Store">The store, as a column.</param>
/// <param name="Key">The key in its store.</param>
internal sealed record PendingState(string Store, string Key)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The state as JSON; null deletes it.</summary>
    public string? Json { get; set; }

    /// <summary>The state's <see cref="IEpochState.Epoch"/>; 0 where it has none.</summary>
    public long Epoch { get; set; }

    public Task Done => _done.Task;

    public void Succeed() => _done.SetResult();

    public void Lose() => _done.SetException(new StateLostException(Key));

    public void Fail(Exception failure) => _done.SetException(new IOException(failure.Message, failure));
}

namespace Fabric.EventLog;

/// <summary>An append that waits to become durable.</summary>
internal sealed record PendingAppend(Offset First, Offset Next)
{
    private readonly TaskCompletionSource<AppendOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<AppendOutcome> Outcome => _outcome.Task;

    public void Succeed() => _outcome.SetResult(new AppendOutcome(AppendStatus.Appended, First, Next));

    public void Refuse(Offset end, string reason) =>
        _outcome.SetResult(new AppendOutcome(AppendStatus.Full, end, end, reason));

    public void Conflict(Offset end, string reason) =>
        _outcome.SetResult(new AppendOutcome(AppendStatus.Conflict, end, end, reason));

    public void Fail(Exception failure) => _outcome.SetException(failure);
}

namespace Fabric.Triggers;

/// <summary>Wakes all who wait at the moment it is set. For use within turns: it is not thread-safe.</summary>
internal sealed class Signal
{
    private TaskCompletionSource? _waiting;

    public bool IsAwaited => _waiting is not null;

    public Task Wait() => (_waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Set()
    {
        var waiting = _waiting;
        _waiting = null;
        waiting?.SetResult();
    }
}

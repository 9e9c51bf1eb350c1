namespace Fabric.Resources;

/// <summary>Lets callers wait until a growing number has reached theirs.</summary>
internal sealed class VersionSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = long.MinValue;

    public void Reach(long version)
    {
        lock (_gate)
        {
            _version = Math.Max(_version, version);
            _moved.SetResult();
            _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async Task Reached(long version, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_version >= version)
                    return;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }
}

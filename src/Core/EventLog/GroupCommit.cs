namespace Fabric.EventLog;

/// <summary>
/// Collects appends while the disk is busy and hands all that wait to one commit, on a thread of its own: syncs block,
/// and must not hold up the thread pool. The thread ends when nothing comes for a while.
/// </summary>
/// <param name="gate">The log's lock; everything here but the commit happens under it.</param>
/// <param name="name">Names the thread.</param>
/// <param name="commit">Makes a group durable and completes it; an empty group asks to look after the files.</param>
internal sealed class GroupCommit(object gate, string name, Action<IReadOnlyList<PendingAppend>> commit)
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<PendingAppend> _waiting = [];
    private bool _upkeep;
    private bool _running;
    private bool _stopping;

    /// <summary>True where the next append will be the first of its group.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    public void Add(PendingAppend append)
    {
        _waiting.Add(append);
        Wake();
    }

    /// <summary>Asks for an empty commit.</summary>
    public void RequestUpkeep()
    {
        _upkeep = true;
        Wake();
    }

    /// <summary>Takes back what waits and was not handed to a commit.</summary>
    public IReadOnlyList<PendingAppend> TakeAll()
    {
        var taken = _waiting;
        _waiting = [];
        return taken;
    }

    /// <summary>Ends once everything that waits is committed.</summary>
    public Task Stop()
    {
        _stopping = true;
        if (_running)
            Monitor.PulseAll(gate);
        else
            _stopped.TrySetResult();
        return _stopped.Task;
    }

    private void Wake()
    {
        if (_running)
        {
            Monitor.PulseAll(gate);
            return;
        }

        _running = true;
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    private void Run()
    {
        while (NextGroup() is { } group)
            commit(group);
    }

    private IReadOnlyList<PendingAppend>? NextGroup()
    {
        lock (gate)
        {
            var waited = true;
            while (IsEmpty && !_upkeep && !_stopping && waited)
                waited = Monitor.Wait(gate, Linger);
            if (!IsEmpty || _upkeep)
            {
                _upkeep = false;
                return TakeAll();
            }

            _running = false;
            if (_stopping)
                _stopped.TrySetResult();
            return null;
        }
    }
}

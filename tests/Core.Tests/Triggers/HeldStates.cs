using Fabric.Core.Tests.Brokers;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Triggers;

/// <summary>A state store whose saves wait or fail when the test says so.</summary>
internal sealed class HeldStates(KeptStates<TriggerState> inner) : IStateStore<TriggerState>
{
    private TaskCompletionSource? _gate;

    /// <summary>Thrown by saves; null for none.</summary>
    public IOException? Failure { get; set; }

    public int SavesBegun { get; private set; }

    public void Hold() => _gate ??= new TaskCompletionSource();

    public void Release()
    {
        var gate = _gate;
        _gate = null;
        gate?.SetResult();
    }

    public ValueTask<TriggerState?> Load(string key, CancellationToken cancellationToken) => inner.Load(key, cancellationToken);

    public async ValueTask Save(string key, TriggerState state, CancellationToken cancellationToken)
    {
        SavesBegun++;
        if (Failure is not null)
            throw Failure;
        if (_gate is { } gate)
            await gate.Task;
        await inner.Save(key, state, cancellationToken);
    }

    public ValueTask Delete(string key, CancellationToken cancellationToken) => inner.Delete(key, cancellationToken);
}

using System.Collections.Concurrent;

namespace Fabric.Embedded.Storage;

/// <summary>Keeps state as long as the process lives: for brokers whose events live no longer either.</summary>
public sealed class MemoryStateStore<T> : IStateStore<T>
    where T : class
{
    private readonly ConcurrentDictionary<string, T> _states = new(StringComparer.Ordinal);

    public ValueTask<T?> Load(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_states.GetValueOrDefault(key));

    public ValueTask Save(string key, T state, CancellationToken cancellationToken)
    {
        _states[key] = state;
        return ValueTask.CompletedTask;
    }

    public ValueTask Delete(string key, CancellationToken cancellationToken)
    {
        _states.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }
}

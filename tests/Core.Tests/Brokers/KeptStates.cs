using System.Text.Json;

namespace Fabric.Core.Tests.Brokers;

/// <summary>A state store that keeps JSON, as the durable ones do.</summary>
internal sealed class KeptStates<T> : IStateStore<T>
    where T : class
{
    private readonly Dictionary<string, string> _states = [];

    public int Saves { get; private set; }

    public bool Has(string key) => _states.ContainsKey(key);

    public ValueTask<T?> Load(string key, CancellationToken cancellationToken) => ValueTask.FromResult(
        _states.TryGetValue(key, out var state) ? JsonSerializer.Deserialize<T>(state) : null);

    public ValueTask Save(string key, T state, CancellationToken cancellationToken)
    {
        Saves++;
        _states[key] = JsonSerializer.Serialize(state);
        return ValueTask.CompletedTask;
    }

    public ValueTask Delete(string key, CancellationToken cancellationToken)
    {
        _states.Remove(key);
        return ValueTask.CompletedTask;
    }
}

using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Grains;
using Fabric.Triggers;

namespace Fabric.Silo;

/// <summary>For one silo that is only tried out: everything is gone with the process.</summary>
internal static class MemoryStorage
{
    public static ClusterStorage Create() =>
        new(new NoLogs(), new NoLetters(), new States<BrokerState>(), new States<TriggerState>(), Catalog: null, StorageKind.Memory);

    private const string Remedy = "this silo has no database: give it one with --postgres, or use storage Memory.";

    private sealed class NoLogs : IEventLogs
    {
        public ValueTask<IEventLog> Open(ResourceName broker, int partition, BrokerSpec spec, CancellationToken cancellationToken) =>
            throw new IOException($"Broker {broker} wants storage {spec.Storage}, and {Remedy}");

        public ValueTask Delete(ResourceName broker, int partition, StorageKind storage, CancellationToken cancellationToken) => default;
    }

    private sealed class NoLetters : IDeadLetterLogs
    {
        public ValueTask<IEventLog> Open(ResourceName trigger, bool durable, CancellationToken cancellationToken) =>
            throw new IOException($"Trigger {trigger} wants a durable dead letter list, and {Remedy}");

        public ValueTask Delete(ResourceName trigger, bool durable, CancellationToken cancellationToken) => default;
    }

    private sealed class States<T> : IStateStore<T>
        where T : class
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, T> _states = [];

        public ValueTask<T?> Load(string key, CancellationToken cancellationToken) => new(_states.GetValueOrDefault(key));

        public ValueTask Save(string key, T state, CancellationToken cancellationToken)
        {
            _states[key] = state;
            return default;
        }

        public ValueTask Delete(string key, CancellationToken cancellationToken)
        {
            _states.TryRemove(key, out _);
            return default;
        }
    }
}

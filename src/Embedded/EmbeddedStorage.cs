using Fabric.Brokers;
using Fabric.Embedded.Storage;
using Fabric.Telemetry;
using Fabric.Triggers;
using Microsoft.Extensions.Logging;

namespace Fabric.Embedded;

/// <summary>Everything that a node keeps: <c>brokers</c>, <c>deadletters</c> and <c>state</c> below its data directory, or memory.</summary>
internal sealed class EmbeddedStorage : IAsyncDisposable
{
    private readonly DataDirectory? _directory;
    private readonly List<IAsyncDisposable> _stores = [];

    /// <exception cref="IOException">The data directory cannot be used, or another process uses it.</exception>
    public EmbeddedStorage(string? dataDirectory, TimeProvider time, ILoggerFactory loggers, FabricMetrics metrics)
    {
        _directory = dataDirectory is null ? null : DataDirectory.Open(dataDirectory);
        Logs = new StoredEventLogs(_directory, time, loggers, metrics);
        DeadLetters = new DeadLetterLogs(_directory, time, loggers);
        Brokers = new MemoryStateStore<BrokerState>();
        Triggers = new MemoryStateStore<TriggerState>();
        if (_directory is null)
            return;
        // What a broker keeps for a trigger that subscribed must survive a power loss as its events do.
        Brokers = new BrokerStates(OnDisk<BrokerState>("brokers", durable: true, time, loggers), Brokers);
        Triggers = OnDisk<TriggerState>("triggers", durable: false, time, loggers);
    }

    public IEventLogs Logs { get; }

    public IDeadLetterLogs DeadLetters { get; }

    public IStateStore<BrokerState> Brokers { get; }

    public IStateStore<TriggerState> Triggers { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        _directory?.Dispose();
    }

    private FileStateStore<T> OnDisk<T>(string folder, bool durable, TimeProvider time, ILoggerFactory loggers)
        where T : class
    {
        var store = new FileStateStore<T>(
            _directory!.Folder("state", folder), StateFormat.Json, time, loggers.CreateLogger<FileStateStore<T>>(), durable);
        _stores.Add(store);
        return store;
    }
}

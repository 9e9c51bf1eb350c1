using Fabric.Brokers;
using Fabric.Embedded.Storage;
using Fabric.EventLog;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Cli.Bench.Logs;

/// <summary>The storage of a node's one File broker, opened without a node.</summary>
internal sealed class FileBroker : IAsyncDisposable
{
    private static readonly ResourceName Name = new("default", Subjects.StandManifest.Broker);
    private static readonly BrokerSpec Spec = new() { Storage = StorageKind.File, Limits = new LogLimits() };

    private readonly UnobservedMeters _meters = new();
    private readonly DataDirectory _directory;
    private readonly FabricMetrics _metrics;
    private readonly StoredEventLogs _logs;

    /// <param name="folder">The data directory of the node.</param>
    public FileBroker(string folder)
    {
        _directory = DataDirectory.Open(folder);
        _metrics = new FabricMetrics(_meters);
        _logs = new StoredEventLogs(_directory, TimeProvider.System, NullLoggerFactory.Instance, _metrics);
    }

    /// <summary>The log by itself.</summary>
    public ValueTask<IEventLog> OpenLog(CancellationToken cancellation) => _logs.Open(Name, 0, Spec, cancellation);

    /// <summary>The broker over it.</summary>
    public async ValueTask<Broker> Open(CancellationToken cancellation)
    {
        var environment = new BrokerEnvironment(
            _logs, new MemoryStateStore<BrokerState>(), TimeProvider.System, NullLoggerFactory.Instance, _metrics);
        var broker = await Broker.Open(Name, 0, environment, cancellation);
        await broker.Configure(Spec, cancellation);
        return broker;
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        _meters.Dispose();
        return ValueTask.CompletedTask;
    }
}

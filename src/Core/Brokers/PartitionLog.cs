using Fabric.EventLog;
using Microsoft.Extensions.Logging;

namespace Fabric.Brokers;

/// <summary>
/// A broker partition's log, open or broken: storage that fails is reopened by the next call that needs it, at most once a second.
/// </summary>
internal sealed partial class PartitionLog(ResourceName broker, int partition, IEventLogs logs, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private DateTimeOffset _notBefore;

    /// <summary>The log; null while it is not open.</summary>
    public IEventLog? Current { get; private set; }

    /// <summary>Why it is not open.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens the log where it is not open, and lets <paramref name="opened"/> look at it first.</summary>
    public async ValueTask<IEventLog?> Open(
        BrokerSpec spec, Func<IEventLog, ValueTask> opened, CancellationToken cancellationToken)
    {
        if (Current is not null || time.GetUtcNow() < _notBefore)
            return Current;
        IEventLog? log = null;
        try
        {
            log = await logs.Open(broker, partition, spec, cancellationToken);
            await opened(log);
            Current = log;
            if (Fault is not null)
                Log.Recovered(logger, broker, partition);
            Fault = null;
        }
        catch (Exception failure) when (IsStorageFailure(failure))
        {
            if (log is not null)
                await log.DisposeAsync();
            Report(failure);
        }

        return Current;
    }

    /// <summary>Gives up a log that failed, so that it is opened anew.</summary>
    public async ValueTask Abandon(Exception failure)
    {
        await Close();
        Report(failure);
    }

    public async ValueTask Close()
    {
        var log = Current;
        Current = null;
        if (log is not null)
            await log.DisposeAsync();
    }

    public async ValueTask Delete(StorageKind storage, CancellationToken cancellationToken)
    {
        await Close();
        await logs.Delete(broker, partition, storage, cancellationToken);
        Fault = null;
        _notBefore = default;
    }

    public static bool IsStorageFailure(Exception failure) =>
        failure is IOException or InvalidDataException or UnauthorizedAccessException or ObjectDisposedException;

    private void Report(Exception failure)
    {
        if (Fault is null)
            Log.Broken(logger, broker, partition, failure.Message);
        Fault = failure.Message;
        _notBefore = time.GetUtcNow() + Pause;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Broker {Broker} partition {Partition} accepts nothing: {Fault}")]
        public static partial void Broken(ILogger logger, ResourceName broker, int partition, string fault);

        [LoggerMessage(2, LogLevel.Information, "Broker {Broker} partition {Partition} works again")]
        public static partial void Recovered(ILogger logger, ResourceName broker, int partition);
    }
}

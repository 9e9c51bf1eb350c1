using Fabric.Embedded.Storage;
using Fabric.EventLog;
using Fabric.Triggers;
using Microsoft.Extensions.Logging;

namespace Fabric.Embedded;

/// <summary>Opens triggers' dead letter logs in memory, or below the node's data directory.</summary>
internal sealed class DeadLetterLogs(DataDirectory? directory, TimeProvider time, ILoggerFactory loggers) : IDeadLetterLogs
{
    // What a trigger could not deliver stays until a person redrives or purges it, however old it is.
    private static readonly LogLimits FileLimits = new() { MaxBytes = 1L << 30 };

    private readonly ILogger _logger = loggers.CreateLogger<FileEventLog>();

    public async ValueTask<IEventLog> Open(ResourceName trigger, bool durable, CancellationToken cancellationToken) =>
        durable && directory is not null
            ? await FileEventLog.Open(
                new FileEventLogOptions { Directory = Folder(directory, trigger), Limits = FileLimits, HotBytes = 0 }, time, _logger, cancellationToken)
            : new MemoryEventLog(LogLimits.MemoryDefault, time);

    public ValueTask Delete(ResourceName trigger, bool durable, CancellationToken cancellationToken)
    {
        if (directory is not null)
            FolderRemoval.Remove(Folder(directory, trigger));
        return ValueTask.CompletedTask;
    }

    private static string Folder(DataDirectory directory, ResourceName trigger) =>
        directory.Folder("deadletters", trigger.Namespace, trigger.Name);
}

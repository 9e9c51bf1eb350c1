using Fabric.EventLog;

namespace Fabric.Triggers;

/// <summary>Opens the logs that triggers keep their own dead letters in; the host provides it.</summary>
public interface IDeadLetterLogs
{
    /// <summary>Opens the dead letter log of a trigger and creates it where there is none.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="durable">True for a log that outlives the process.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="IOException">The storage does not work; the message says why.</exception>
    ValueTask<IEventLog> Open(ResourceName trigger, bool durable, CancellationToken cancellationToken);

    /// <summary>Removes the log of a trigger, which is closed; nothing happens where there is none.</summary>
    ValueTask Delete(ResourceName trigger, bool durable, CancellationToken cancellationToken);
}

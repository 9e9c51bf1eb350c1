using Fabric.EventLog;
using Fabric.Triggers;

namespace Fabric.Grains;

/// <summary>Keeps the dead letters of durable triggers in the cluster's storage, those of the others in the activation.</summary>
internal sealed class ClusterDeadLetters(IDeadLetterLogs stored, TimeProvider time) : IDeadLetterLogs
{
    public ValueTask<IEventLog> Open(ResourceName trigger, bool durable, CancellationToken cancellationToken) =>
        durable ? stored.Open(trigger, durable, cancellationToken) : new(new MemoryEventLog(LogLimits.MemoryDefault, time));

    public ValueTask Delete(ResourceName trigger, bool durable, CancellationToken cancellationToken) =>
        durable ? stored.Delete(trigger, durable, cancellationToken) : default;
}

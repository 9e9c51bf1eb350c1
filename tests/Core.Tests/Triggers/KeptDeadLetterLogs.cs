using Fabric.Core.Tests.Brokers;
using Fabric.EventLog;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Triggers;

/// <summary>Dead letter logs that are still there when a trigger is opened again.</summary>
internal sealed class KeptDeadLetterLogs(TimeProvider time) : IDeadLetterLogs
{
    private readonly Dictionary<ResourceName, KeptLog> _logs = [];

    public LogLimits Limits { get; set; } = new() { MaxEvents = 1_000 };

    public bool Has(ResourceName trigger) => _logs.ContainsKey(trigger);

    public ValueTask<IEventLog> Open(ResourceName trigger, bool durable, CancellationToken cancellationToken)
    {
        if (!_logs.TryGetValue(trigger, out var log))
            _logs[trigger] = log = new KeptLog(new MemoryEventLog(Limits, time));
        log.IsOpen = true;
        return ValueTask.FromResult<IEventLog>(log);
    }

    public ValueTask Delete(ResourceName trigger, bool durable, CancellationToken cancellationToken)
    {
        _logs.Remove(trigger);
        return ValueTask.CompletedTask;
    }
}

using Fabric.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fabric.Triggers;

/// <summary>What happened so far: the numbers of a <see cref="TriggerStatus"/>, and the log lines.</summary>
internal sealed partial class TriggerTally(ResourceName name, TimeProvider time, FabricMetrics metrics, ILogger log)
{
    private static readonly TimeSpan BurstGap = TimeSpan.FromMinutes(1);
    private DateTimeOffset _lastDeadLetter = DateTimeOffset.MinValue;
    private DateTimeOffset _lastTroubleAt = DateTimeOffset.MinValue;
    private string? _lastTrouble;

    public long Delivered { get; private set; }

    public long Retried { get; private set; }

    public long DeadLettered { get; private set; }

    public string? LastError { get; private set; }

    public DateTimeOffset? LastErrorAt { get; private set; }

    public DateTimeOffset? LastDeliveredAt { get; private set; }

    /// <summary>Why the trigger cannot go on at all; null while it can.</summary>
    public string? Fault { get; private set; }

    public void EventDelivered(TimeSpan took)
    {
        Delivered++;
        LastDeliveredAt = time.GetUtcNow();
        metrics.EventDelivered(name, took);
    }

    /// <summary>An attempt failed; another one follows.</summary>
    public void EventParked(TimeSpan took, string? reason)
    {
        EventFailed(reason);
        metrics.DeliveryRetried(name, took);
    }

    /// <summary>Another attempt begins.</summary>
    public void EventRetried() => Retried++;

    public void EventFailed(string? reason) => Error(reason ?? "The delivery failed.");

    public void EventDeadLettered(string reason)
    {
        DeadLettered++;
        metrics.DeadLettered(name);
        Error(reason);
        var now = time.GetUtcNow();
        if (now - _lastDeadLetter > BurstGap)
            Log.DeadLettered(log, name, reason);
        _lastDeadLetter = now;
    }

    public void TargetDown(Uri? target, string? reason) => Log.TargetDown(log, name, target, reason);

    public void TargetUp(Uri? target) => Log.TargetUp(log, name, target);

    public void Completed(int partition) => Log.Completed(log, name, partition);

    /// <summary>Something of the fabric itself does not work; logged once a minute while it is the same.</summary>
    public void Trouble(string what)
    {
        Error(what);
        var now = time.GetUtcNow();
        if (what == _lastTrouble && now - _lastTroubleAt < BurstGap)
            return;
        (_lastTrouble, _lastTroubleAt) = (what, now);
        Log.Trouble(log, name, what);
    }

    /// <summary>What was in the way is gone; it is no error any more that there was something.</summary>
    public void Passed(string? what)
    {
        if (what is null || LastError != what)
            return;
        LastError = null;
        LastErrorAt = null;
    }

    public void Broken(Exception fault)
    {
        Fault = $"The trigger stopped because of a defect: {fault.Message}";
        Error(Fault);
        Log.Broken(log, name, fault);
    }

    private void Error(string what)
    {
        LastError = what;
        LastErrorAt = time.GetUtcNow();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Trigger {Trigger}: its target {Target} is down and is probed each second: {Reason}")]
        public static partial void TargetDown(ILogger log, ResourceName trigger, Uri? target, string? reason);

        [LoggerMessage(LogLevel.Information, "Trigger {Trigger}: its target {Target} works again")]
        public static partial void TargetUp(ILogger log, ResourceName trigger, Uri? target);

        [LoggerMessage(LogLevel.Warning, "Trigger {Trigger}: an event became a dead letter: {Reason} More within a minute are not logged.")]
        public static partial void DeadLettered(ILogger log, ResourceName trigger, string reason);

        [LoggerMessage(LogLevel.Information, "Trigger {Trigger}: the end of its bounds is reached in partition {Partition}")]
        public static partial void Completed(ILogger log, ResourceName trigger, int partition);

        [LoggerMessage(LogLevel.Warning, "Trigger {Trigger}: {What}")]
        public static partial void Trouble(ILogger log, ResourceName trigger, string what);

        [LoggerMessage(LogLevel.Error, "Trigger {Trigger} stopped because of a defect")]
        public static partial void Broken(ILogger log, ResourceName trigger, Exception fault);
    }
}

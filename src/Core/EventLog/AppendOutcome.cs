namespace Fabric.EventLog;

public enum AppendStatus
{
    /// <summary>The events are in the log, as durable as it promises.</summary>
    Appended,

    /// <summary>The expected offset was not the next one: another writer was here. Nothing was appended.</summary>
    Conflict,

    /// <summary>A bound is reached or the disk is full. Nothing was appended; it may succeed later.</summary>
    Full,
}

/// <summary>What became of an append.</summary>
/// <param name="Status">Whether the events are in the log.</param>
/// <param name="First">The offset of the first event appended.</param>
/// <param name="Next">The offset that the next append has to expect.</param>
/// <param name="Reason">Why not, for a person, when the status is not <see cref="AppendStatus.Appended"/>.</param>
public sealed record AppendOutcome(AppendStatus Status, Offset First, Offset Next, string? Reason = null);

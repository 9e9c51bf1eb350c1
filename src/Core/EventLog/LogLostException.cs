namespace Fabric.EventLog;

/// <summary>Another writer appended to the log, or opened it: this opening of it accepts nothing any more.</summary>
public sealed class LogLostException(string? reason) : IOException($"another writer appended to the log: {reason}");

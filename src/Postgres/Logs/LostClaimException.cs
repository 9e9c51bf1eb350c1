namespace Fabric.Postgres.Logs;

/// <summary>Another one has opened the log, or it was removed: this opening of it accepts nothing any more.</summary>
internal sealed class LostClaimException(string log)
    : IOException($"The event log {log} was opened elsewhere or removed; this opening of it accepts nothing any more.");

namespace Fabric.EventLog;

/// <summary>Where a record begins in its segment, and when it was appended (microseconds since 1970).</summary>
internal readonly record struct IndexEntry(Offset Offset, long Position, long AppendedAt);

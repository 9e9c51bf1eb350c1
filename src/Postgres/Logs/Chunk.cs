using Fabric.EventLog;

namespace Fabric.Postgres.Logs;

/// <summary>Consecutive records, one behind the other: a row of a segment table.</summary>
/// <param name="First">The offset of the first one.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Latest">When the last one was appended, microseconds since 1970.</param>
/// <param name="Records">Their bytes.</param>
internal readonly record struct Chunk(Offset First, int Count, long Latest, ReadOnlyMemory<byte> Records)
{
    public Offset End => First + Count;
}

namespace Fabric.Events;

/// <summary>Writes the JSON event format.</summary>
public static class JsonEventWriter
{
    public static ReadOnlyMemory<byte> Write(EventRecord record, bool includeHops = false) => default;
    public static ReadOnlyMemory<byte> WriteBatch(EventBatch events, bool includeHops = false) => default;
}

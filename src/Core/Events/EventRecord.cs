using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Fabric.Events;

/// <summary>
/// One event in its compact encoding (see <see cref="RecordLayout"/>): what a log stores and every hop carries. Reading
/// an attribute allocates nothing; <c>data</c> is never parsed.
/// </summary>
public readonly struct EventRecord(ReadOnlyMemory<byte> bytes) : IEquatable<EventRecord>
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    private ReadOnlySpan<byte> Span => Bytes.Span;

    /// <summary>Where the event stands in its log; 0 before it is appended.</summary>
    public long Offset => BinaryPrimitives.ReadInt64LittleEndian(Span[RecordLayout.Offset..]);

    /// <summary>When the event was appended; 1970-01-01 before.</summary>
    public DateTimeOffset AppendedAt =>
        DateTimeOffset.UnixEpoch.AddMicroseconds(BinaryPrimitives.ReadInt64LittleEndian(Span[RecordLayout.AppendedAt..]));

    /// <summary>How many brokers the event passed before this one.</summary>
    public int Hops => Span[RecordLayout.Hops];

    /// <summary>
    /// How many brokers the event may pass behind the one that it leaves: Knative's <c>knativebrokerttl</c>, which
    /// starts at 255 and is 0 when a loop is to be cut.
    /// </summary>
    public int HopsLeft => Math.Max(0, byte.MaxValue - Hops - 1);

    /// <summary>True for an event that arrived as CloudEvents 0.3 and leaves as such.</summary>
    public bool IsVersion03 => (Span[RecordLayout.Flags] & RecordLayout.SpecVersion03) != 0;

    public ReadOnlySpan<byte> SpecVersion => IsVersion03 ? "0.3"u8 : "1.0"u8;

    /// <summary>False for an event without <c>data</c>; true for an empty or a JSON <c>null</c> payload.</summary>
    public bool HasData => (Span[RecordLayout.Flags] & RecordLayout.HasData) != 0;

    public ReadOnlyMemory<byte> Data => Bytes[DataStart..];

    public ReadOnlySpan<byte> Id => Find(AttributeCode.Id);

    public ReadOnlySpan<byte> Source => Find(AttributeCode.Source);

    public ReadOnlySpan<byte> Type => Find(AttributeCode.Type);

    /// <summary>The attributes in record order, hidden ones included, <c>specversion</c> not.</summary>
    public AttributeEnumerator Attributes => new(Span[RecordLayout.HeaderSize..DataStart]);

    private int DataStart =>
        RecordLayout.HeaderSize + (int)BinaryPrimitives.ReadUInt32LittleEndian(Span[RecordLayout.AttributesSize..]);

    /// <summary>Finds an attribute by its lower-case name, <c>specversion</c> included.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out EventAttribute attribute)
    {
        var code = AttributeNames.CodeOf(name);
        foreach (var candidate in Attributes)
        {
            if (candidate.Code != code || (code == AttributeCode.Extension && !candidate.Name.SequenceEqual(name)))
                continue;
            attribute = candidate;
            return true;
        }

        var isSpecVersion = name.SequenceEqual(AttributeNames.SpecVersion);
        attribute = isSpecVersion
            ? new EventAttribute(AttributeCode.Extension, AttributeKind.String, AttributeNames.SpecVersion, SpecVersion)
            : default;
        return isSpecVersion;
    }

    /// <summary>Finds a well-known or hidden attribute; empty where the event has none.</summary>
    public ReadOnlySpan<byte> Find(AttributeCode code)
    {
        foreach (var candidate in Attributes)
        {
            if (candidate.Code == code)
                return candidate.Value;
        }

        return default;
    }

    /// <summary>True where the stored checksum matches the bytes.</summary>
    public bool ChecksumHolds() =>
        BinaryPrimitives.ReadUInt32LittleEndian(Span[RecordLayout.Checksum..]) == ComputeChecksum(Span);

    /// <summary>A copy that has passed another number of brokers, 255 at most; it has to be stamped before it is stored.</summary>
    public EventRecord WithHops(int hops)
    {
        var copy = Bytes.ToArray();
        copy[RecordLayout.Hops] = (byte)Math.Clamp(hops, 0, byte.MaxValue);
        return new EventRecord(copy);
    }

    /// <summary>Writes offset, time and checksum into a record that is about to be appended.</summary>
    public static void Stamp(Span<byte> record, long offset, long appendedAtMicroseconds)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record[RecordLayout.Offset..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(record[RecordLayout.AppendedAt..], appendedAtMicroseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(record[RecordLayout.Checksum..], ComputeChecksum(record));
    }

    /// <summary>CRC-32C of everything behind the checksum field.</summary>
    public static uint ComputeChecksum(ReadOnlySpan<byte> record)
    {
        var crc = uint.MaxValue;
        var rest = record[RecordLayout.Offset..];
        for (; rest.Length >= 8; rest = rest[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        foreach (var value in rest)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    /// <summary>The id in text, for logs and errors.</summary>
    public override string ToString() => $"{Encoding.UTF8.GetString(Type)} {Encoding.UTF8.GetString(Id)}";

    public bool Equals(EventRecord other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is EventRecord other && Equals(other);

    public override int GetHashCode() => Bytes.Length < RecordLayout.HeaderSize ? 0 : (int)ComputeChecksum(Span);

    public static bool operator ==(EventRecord left, EventRecord right) => left.Equals(right);

    public static bool operator !=(EventRecord left, EventRecord right) => !left.Equals(right);
}

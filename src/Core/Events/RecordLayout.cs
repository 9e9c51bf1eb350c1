namespace Fabric.Events;

/// <summary>
/// Where things stand in an event record. All numbers are little-endian.
/// <code>
///  0  u32  size of the whole record
///  4  u32  CRC-32C of bytes 8 … size, set when the record is appended to a log
///  8  i64  offset in the log, set when appended
/// 16  i64  time of the append, microseconds since 1970-01-01 UTC
/// 24  u8   flags: 1 = has data, 2 = specversion 0.3, 128 = first of the records a file log synced together
/// 25  u8   hops: how many brokers the event has passed before this one
/// 26  u16  number of attributes, hidden ones included
/// 28  u32  size of the attribute section, which begins at 32; data follows it
/// attribute: u8 code, u8 kind, [u8 name length, name  (only code 0)], u32 value length, value (UTF-8)
/// </code>
/// Well-known attributes come first, in the order of their codes; extensions follow in the order of arrival; hidden
/// attributes come last.
/// </summary>
internal static class RecordLayout
{
    public const int Size = 0;
    public const int Checksum = 4;
    public const int Offset = 8;
    public const int AppendedAt = 16;
    public const int Flags = 24;
    public const int Hops = 25;
    public const int AttributeCount = 26;
    public const int AttributesSize = 28;
    public const int HeaderSize = 32;

    public const byte HasData = 1;
    public const byte SpecVersion03 = 2;
    public const byte CommitStart = 128;
}

using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>What stands at a place where a record should begin.</summary>
/// <param name="Size">The record's size; of what is to be read where it is not <see cref="Whole"/>.</param>
/// <param name="Whole">True where the record is there with all its bytes.</param>
/// <param name="Fault">Why it is no record; null where it is one or more has to be read.</param>
internal readonly record struct RecordCheck(int Size, bool Whole, string? Fault = null)
{
    /// <summary>Looks at the size only, enough to step over a record.</summary>
    /// <param name="bytes">What was read, from the place on.</param>
    /// <param name="left">How many bytes the file has from the place on.</param>
    public static RecordCheck Measure(ReadOnlySpan<byte> bytes, long left)
    {
        if (left < RecordLayout.HeaderSize)
            return new RecordCheck(0, false, $"only {left} bytes are left");
        if (bytes.Length < RecordLayout.HeaderSize)
            return new RecordCheck(RecordLayout.HeaderSize, false);
        var size = RecordFields.SizeOf(bytes);
        if (size < RecordLayout.HeaderSize || size > left || size > Array.MaxLength)
            return new RecordCheck(0, false, $"it claims {size} bytes, {left} are left");
        return new RecordCheck((int)size, size <= bytes.Length);
    }

    /// <summary>Looks at everything: size, offset and checksum.</summary>
    public static RecordCheck Verify(ReadOnlySpan<byte> bytes, long left, Offset expected)
    {
        var check = Measure(bytes, left);
        if (!check.Whole)
            return check;
        var record = bytes[..check.Size];
        if (RecordFields.OffsetOf(record) != expected.Value)
            return check with { Whole = false, Fault = $"it carries offset {RecordFields.OffsetOf(record)}, not {expected}" };
        return RecordFields.ChecksumHolds(record) ? check : check with { Whole = false, Fault = "its checksum does not hold" };
    }
}

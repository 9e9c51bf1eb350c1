using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Fabric.Events;

/// <summary>
/// Encodes events into records, one behind the other in one buffer: <see cref="Begin"/>, attributes, data,
/// <see cref="End"/>, again, and at last <see cref="ToBatch"/>. It checks nothing: parsers do.
/// </summary>
public sealed class EventWriter(int capacity = 1024)
{
    // Beyond some 85,000 bytes an array goes where only full collections free it: each batch of 100 events would be one.
    private const int LargestBuffer = 64 << 10;

    private readonly PooledBuffer _buffer = new(capacity);
    private readonly PooledBuffer _wellKnown = new(256);
    private readonly PooledBuffer _extensions = new(0);
    private readonly PooledBuffer _hidden = new(0);
    private readonly (int Start, int Length)[] _slots = new (int, int)[(int)AttributeCode.DataSchema + 1];
    private ushort _attributes;
    private byte _flags;
    private byte _hops;

    public int Count { get; private set; }

    /// <summary>Starts the next record.</summary>
    /// <param name="version03">True for an event of CloudEvents 0.3.</param>
    /// <param name="hops">How many brokers the event has passed.</param>
    public void Begin(bool version03 = false, int hops = 0)
    {
        _extensions.Clear();
        _hidden.Clear();
        _wellKnown.Clear();
        Array.Clear(_slots);
        _attributes = 0;
        _flags = version03 ? RecordLayout.SpecVersion03 : (byte)0;
        _hops = (byte)Math.Clamp(hops, 0, byte.MaxValue);
    }

    /// <summary>Sets the number of brokers that the event has passed; a later call wins.</summary>
    public void Hops(int hops) => _hops = (byte)Math.Clamp(hops, 0, byte.MaxValue);

    /// <summary>Adds an attribute by its lower-case name; <c>specversion</c> is said with <see cref="Begin"/>.</summary>
    public void Attribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, AttributeKind kind = AttributeKind.String)
    {
        var code = AttributeNames.CodeOf(name);
        if (code != AttributeCode.Extension)
        {
            Attribute(code, value);
            return;
        }

        Span<byte> head = [(byte)AttributeCode.Extension, (byte)kind, checked((byte)name.Length)];
        _extensions.Write(head);
        _extensions.Write(name);
        WriteValue(_extensions, value);
        _attributes++;
    }

    /// <summary>Adds a well-known or a hidden attribute; a well-known one given twice keeps the last value.</summary>
    public void Attribute(AttributeCode code, ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((byte)code, (byte)AttributeCode.Extension);
        var target = code >= AttributeCode.TraceParent ? _hidden : _wellKnown;
        var start = target.WrittenCount;
        Span<byte> head = [(byte)code, (byte)AttributeKind.String];
        target.Write(head);
        WriteValue(target, value);
        if (target == _hidden || _slots[(int)code].Length == 0)
            _attributes++;
        if (target == _wellKnown)
            _slots[(int)code] = (start, target.WrittenCount - start);
    }

    public void Attribute(string name, string value, AttributeKind kind = AttributeKind.String) =>
        Attribute(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value), kind);

    /// <summary>True where the record that was begun has an extension of this name.</summary>
    public bool HasExtension(ReadOnlySpan<byte> name)
    {
        foreach (var extension in new AttributeEnumerator(_extensions.WrittenSpan))
        {
            if (extension.Name.SequenceEqual(name))
                return true;
        }

        return false;
    }

    /// <summary>Ends a record that has no data.</summary>
    public void End()
    {
        WriteHead(0);
    }

    /// <summary>Ends a record with its data; an empty payload is a payload.</summary>
    public void End(ReadOnlySpan<byte> data)
    {
        _flags |= RecordLayout.HasData;
        WriteHead(data.Length);
        _buffer.Write(data);
    }

    /// <summary>Ends a record with data that lies in several segments.</summary>
    public void End(in ReadOnlySequence<byte> data)
    {
        _flags |= RecordLayout.HasData;
        WriteHead(checked((int)data.Length));
        foreach (var segment in data)
            _buffer.Write(segment.Span);
    }

    /// <summary>Adds a record as it is.</summary>
    public void Append(EventRecord record)
    {
        _buffer.Write(record.Bytes.Span);
        Count++;
    }

    /// <summary>The records written so far, over buffers of their own.</summary>
    public EventBatch ToBatch()
    {
        if (_buffer.WrittenCount <= LargestBuffer)
            return EventBatch.Parse(_buffer.WrittenSpan.ToArray());
        var parts = new List<EventBatch>();
        for (var rest = _buffer.WrittenSpan; !rest.IsEmpty;)
        {
            var size = SizeOfFirst(rest);
            while (size < rest.Length && size + SizeOfFirst(rest[size..]) <= LargestBuffer)
                size += SizeOfFirst(rest[size..]);
            parts.Add(EventBatch.Parse(rest[..size].ToArray()));
            rest = rest[size..];
        }

        return EventBatch.Join(parts);
    }

    /// <summary>Gives its buffers back; what it wrote stays in the batches that it made.</summary>
    public void Return()
    {
        _buffer.Return();
        _wellKnown.Return();
        _extensions.Return();
        _hidden.Return();
    }

    /// <summary>Forgets everything, keeps the buffers.</summary>
    public void Reset()
    {
        _buffer.Clear();
        Count = 0;
    }

    private void WriteHead(int dataLength)
    {
        var attributes = _extensions.WrittenCount + _hidden.WrittenCount;
        foreach (var slot in _slots)
            attributes += slot.Length;

        var size = checked(RecordLayout.HeaderSize + attributes + dataLength);
        var head = _buffer.GetSpan(size)[..RecordLayout.HeaderSize];
        head.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)size);
        head[RecordLayout.Flags] = _flags;
        head[RecordLayout.Hops] = _hops;
        BinaryPrimitives.WriteUInt16LittleEndian(head[RecordLayout.AttributeCount..], _attributes);
        BinaryPrimitives.WriteUInt32LittleEndian(head[RecordLayout.AttributesSize..], (uint)attributes);
        _buffer.Advance(RecordLayout.HeaderSize);
        foreach (var (start, length) in _slots)
            _buffer.Write(_wellKnown.WrittenSpan.Slice(start, length));

        _buffer.Write(_extensions.WrittenSpan);
        _buffer.Write(_hidden.WrittenSpan);
        Count++;
    }

    private static int SizeOfFirst(ReadOnlySpan<byte> records) => (int)BinaryPrimitives.ReadUInt32LittleEndian(records);

    private static void WriteValue(PooledBuffer target, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target.GetSpan(4), (uint)value.Length);
        target.Advance(4);
        target.Write(value);
    }
}

using System.Buffers.Binary;

namespace Fabric.Events;

/// <summary>Walks the attribute section of a record in place.</summary>
public ref struct AttributeEnumerator
{
    private ReadOnlySpan<byte> _rest;

    internal AttributeEnumerator(ReadOnlySpan<byte> attributes) => _rest = attributes;

    public EventAttribute Current { get; private set; }

    public readonly AttributeEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        var code = (AttributeCode)_rest[0];
        var kind = (AttributeKind)_rest[1];
        var name = AttributeNames.NameOf(code);
        var position = 2;
        if (code == AttributeCode.Extension)
        {
            name = _rest.Slice(3, _rest[2]);
            position = 3 + name.Length;
        }

        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(_rest[position..]);
        Current = new EventAttribute(code, kind, name, _rest.Slice(position + 4, length));
        _rest = _rest[(position + 4 + length)..];
        return true;
    }
}

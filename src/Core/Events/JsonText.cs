using System.Buffers;
using System.Text.Json;

namespace Fabric.Events;

/// <summary>The unescaped text of the JSON string or property name under a reader; its buffer is given back on disposal.</summary>
internal ref struct JsonText
{
    private byte[]? _rented;

    public JsonText(ref Utf8JsonReader reader)
    {
        IsValid = true;
        Utf8 = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
            return;
        _rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            Utf8 = _rented.AsSpan(0, reader.CopyString(_rented));
        }
        catch (InvalidOperationException)
        {
            IsValid = false;
        }
    }

    /// <summary>False where an escape stands for an unpaired surrogate; the text is then as it was written.</summary>
    public bool IsValid { get; }

    public ReadOnlySpan<byte> Utf8 { get; private set; }

    public void Dispose()
    {
        if (_rented is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
        _rented = null;
        Utf8 = default;
    }
}

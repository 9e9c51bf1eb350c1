using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Fabric.Filters;

/// <summary><c>prefix</c> or <c>suffix</c>: the value is a string that begins or ends with this text.</summary>
internal sealed class DataEdge(string name, string text) : DataTest
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(text);

    public override bool Passes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return false;
        if (!reader.ValueIsEscaped)
            return Passes(reader.ValueSpan);
        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return Passes(rented.AsSpan(0, reader.CopyString(rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteString(name, text);

    private bool Passes(ReadOnlySpan<byte> value) => name == "prefix" ? value.StartsWith(_text) : value.EndsWith(_text);
}

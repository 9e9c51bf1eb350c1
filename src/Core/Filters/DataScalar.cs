using System.Text;
using System.Text.Json;

namespace Fabric.Filters;

/// <summary><c>exact</c>: the value is this string, number, boolean or null. Numbers are equal by what they are worth.</summary>
internal sealed class DataScalar(JsonElement expected) : DataTest
{
    private readonly byte[] _text =
        Encoding.UTF8.GetBytes(expected.ValueKind == JsonValueKind.String ? expected.GetString()! : expected.GetRawText());

    public override bool Passes(ref Utf8JsonReader reader) => (reader.TokenType, expected.ValueKind) switch
    {
        (JsonTokenType.String, JsonValueKind.String) => reader.ValueTextEquals(_text),
        (JsonTokenType.Number, JsonValueKind.Number) => JsonNumbers.Equal(reader.ValueSpan, _text),
        (JsonTokenType.True, JsonValueKind.True) => true,
        (JsonTokenType.False, JsonValueKind.False) => true,
        (JsonTokenType.Null, JsonValueKind.Null) => true,
        _ => false,
    };

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("exact");
        expected.WriteTo(writer);
    }
}

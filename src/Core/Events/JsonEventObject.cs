using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Fabric.Events;

/// <summary>Reads the members of one event object; <c>data</c> waits until the content type is known.</summary>
internal ref struct JsonEventObject
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly EventAssembler _target;
    private readonly bool _version03;
    private bool _versionSeen;
    private JsonEventData _data;

    private JsonEventObject(ReadOnlySpan<byte> json, EventAssembler target, bool version03)
    {
        _json = json;
        _target = target;
        _version03 = version03;
    }

    /// <summary>Reads the value under the reader, which is left at its end.</summary>
    /// <returns>The event's <c>specversion</c>; null where it has none that is supported.</returns>
    public static string? Read(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, EventAssembler target, int? index)
    {
        var version = FindVersion(reader);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            target.Begin("1.0"u8, index);
            target.Refuse("event", "MUST be a JSON object");
            reader.Skip();
            return null;
        }

        target.Begin(version, index);
        var members = new JsonEventObject(json, target, version.SequenceEqual("0.3"u8));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            members.ReadMember(ref reader);
        members._data.End(target);
        return version.SequenceEqual("1.0"u8) ? "1.0" : version.SequenceEqual("0.3"u8) ? "0.3" : null;
    }

    // What the other members mean depends on it, and it may come last.
    private static ReadOnlySpan<byte> FindVersion(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.ValueTextEquals("specversion"u8);
            reader.Read();
            if (isVersion && reader.TokenType != JsonTokenType.Null)
                return Version(reader);
            reader.Skip();
        }

        return default;
    }

    // A version that is no string is refused when its member is read.
    private static ReadOnlySpan<byte> Version(Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String || reader.ValueTextEquals("1.0"u8) ? "1.0"u8
        : reader.ValueTextEquals("0.3"u8) ? "0.3"u8
        : reader.ValueSpan;

    private void ReadMember(ref Utf8JsonReader reader)
    {
        using var name = new JsonText(ref reader);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var type = reader.TokenType;
        if (name.Utf8.SequenceEqual("data"u8))
        {
            reader.Skip();
            _data.Data(_target, _json[start..(int)reader.BytesConsumed], type);
        }
        else if (name.Utf8.SequenceEqual("data_base64"u8))
        {
            reader.Skip();
            if (type != JsonTokenType.Null)
                _data.Base64(_target, _json[start..(int)reader.BytesConsumed], type);
        }
        else if (type != JsonTokenType.Null)
        {
            ReadAttribute(ref reader, name.Utf8);
        }
    }

    private void ReadAttribute(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                using (var text = new JsonText(ref reader))
                {
                    if (text.IsValid)
                        Take(name, text.Utf8, AttributeKind.String);
                    else
                        _target.Refuse(Shown(name), "has an unpaired surrogate", Shown(reader.ValueSpan));
                }

                break;
            case JsonTokenType.Number when reader.TryGetInt32(out var number):
                Span<byte> digits = stackalloc byte[11];
                Utf8Formatter.TryFormat(number, digits, out var length);
                Take(name, digits[..length], AttributeKind.Integer);
                break;
            case JsonTokenType.Number:
                _target.Refuse(
                    Shown(name), IsExtension(name) ? "is not a 32-bit integer" : "MUST be a string", Shown(reader.ValueSpan));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                Take(name, reader.ValueSpan, AttributeKind.Boolean);
                break;
            default:
                _target.Refuse(
                    Shown(name), IsExtension(name) ? "MUST be a string, an integer or a boolean" : "MUST be a string");
                reader.Skip();
                break;
        }
    }

    private void Take(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> value, AttributeKind kind)
    {
        if (name.SequenceEqual(AttributeNames.SpecVersion))
        {
            if (_versionSeen)
                _target.Refuse("specversion", "is given more than once");
            else if (kind != AttributeKind.String)
                _target.Refuse("specversion", "MUST be a string", Shown(value));
            _versionSeen = true;
        }
        else if (_version03 && Ascii.EqualsIgnoreCase(name, "datacontentencoding"u8))
        {
            _data.Encoding(_target, value);
        }
        else
        {
            if (Ascii.EqualsIgnoreCase(name, "datacontenttype"u8))
                _data.ContentType(value);
            _target.Attribute(name, value, kind);
        }
    }

    private static bool IsExtension(ReadOnlySpan<byte> name) =>
        AttributeNames.CodeOf(name) == AttributeCode.Extension && !name.SequenceEqual(AttributeNames.SpecVersion);

    private static string Shown(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text[..Math.Min(text.Length, 1024)]);
}

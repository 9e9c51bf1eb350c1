using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Fabric.Events;

/// <summary>
/// What the <c>data</c> of a JSON event is, byte by byte (CloudEvents JSON format 1.0.2, section 3.1.2): the JSON value
/// as it was written, the text of a string, or decoded Base64.
/// </summary>
internal ref struct JsonEventData
{
    private ReadOnlySpan<byte> _data;
    private ReadOnlySpan<byte> _base64;
    private JsonTokenType _dataType;
    private bool _hasContentType;
    private bool _isJson;
    private bool _isEncoded;

    /// <summary>The <c>data</c> member, as it was written.</summary>
    public void Data(EventAssembler target, ReadOnlySpan<byte> json, JsonTokenType type)
    {
        if (!_data.IsEmpty)
            target.Refuse("data", "is given more than once");
        _data = json;
        _dataType = type;
    }

    /// <summary>The <c>data_base64</c> member, as it was written.</summary>
    public void Base64(EventAssembler target, ReadOnlySpan<byte> json, JsonTokenType type)
    {
        if (!_base64.IsEmpty)
            target.Refuse("data_base64", "is given more than once");
        if (type == JsonTokenType.String)
            _base64 = json;
        else
            target.Refuse("data_base64", "MUST be a string");
    }

    public void ContentType(scoped ReadOnlySpan<byte> value)
    {
        _hasContentType = true;
        _isJson = MediaType.IsJson(value);
    }

    /// <summary>The <c>datacontentencoding</c> of CloudEvents 0.3.</summary>
    public void Encoding(EventAssembler target, scoped ReadOnlySpan<byte> value)
    {
        if (_isEncoded)
            target.Refuse("datacontentencoding", "is given more than once");
        if (!Ascii.EqualsIgnoreCase(value, "base64"u8))
            target.Refuse("datacontentencoding", "is not base64", System.Text.Encoding.UTF8.GetString(value));
        _isEncoded = true;
    }

    /// <summary>Ends the event, all of whose members were seen.</summary>
    public readonly void End(EventAssembler target)
    {
        if (!_data.IsEmpty && !_base64.IsEmpty)
            target.Refuse("data", "MUST NOT be given together with data_base64");
        if (!_base64.IsEmpty)
            EndEncoded(target, "data_base64", _base64);
        else if (_data.IsEmpty)
            target.End();
        else if (_isEncoded && _dataType == JsonTokenType.String)
            EndEncoded(target, "data", _data);
        else if (_hasContentType && !_isJson)
            EndText(target);
        else
            EndJson(target);
    }

    private readonly void EndJson(EventAssembler target)
    {
        if (!_hasContentType)
            target.Attribute("datacontenttype"u8, "application/json"u8);
        target.End(_data);
    }

    private readonly void EndText(EventAssembler target)
    {
        var reader = new Utf8JsonReader(_data);
        if (_dataType != JsonTokenType.String)
        {
            target.Refuse("data", "MUST be a JSON string, since datacontenttype is not JSON");
            target.End();
            return;
        }

        reader.Read();
        using var text = new JsonText(ref reader);
        if (!text.IsValid)
            target.Refuse("data", "has an unpaired surrogate");
        target.End(text.Utf8);
    }

    private static void EndEncoded(EventAssembler target, string member, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        using var text = new JsonText(ref reader);
        var buffer = ArrayPool<byte>.Shared.Rent(System.Buffers.Text.Base64.GetMaxDecodedFromUtf8Length(text.Utf8.Length));
        if (System.Buffers.Text.Base64.DecodeFromUtf8(text.Utf8, buffer, out _, out var length) != OperationStatus.Done)
            target.Refuse(member, "is not valid Base64");
        target.End(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}

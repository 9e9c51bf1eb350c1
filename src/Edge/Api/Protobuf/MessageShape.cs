using System.Text;
using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Protobuf;

internal enum FieldShape
{
    Text,
    Bytes,
    Number,
    Flag,
    Message,
    TextMap,
    BytesMap,
    NumberOrText,
}

/// <summary>One field of a message.</summary>
internal sealed record MessageField(int Number, string Name, FieldShape Shape, bool Repeated = false, MessageShape? Message = null);

/// <summary>Which fields a message has, as far as they mean something here; others are passed over.</summary>
internal sealed class MessageShape(params MessageField[] fields)
{
    private const int MaxDepth = 32;

    /// <exception cref="FormatException">The message is malformed.</exception>
    public JsonObject Read(ReadOnlySpan<byte> message, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new FormatException($"messages are nested deeper than {MaxDepth}");
        var json = new JsonObject();
        var reader = new WireReader(message);
        while (reader.MoveNext())
        {
            var number = reader.Field;
            if (Array.Find(fields, candidate => candidate.Number == number) is { } field)
                Add(json, field, reader, depth);
        }

        return json;
    }

    private static void Add(JsonObject json, MessageField field, WireReader reader, int depth)
    {
        if (field.Shape is FieldShape.TextMap or FieldShape.BytesMap)
        {
            AddEntry(json.Below(field.Name), reader.Bytes, field.Shape == FieldShape.BytesMap);
            return;
        }

        var value = Value(field, reader, depth);
        if (!field.Repeated)
            json[field.Name] = value;
        else if (json[field.Name] is JsonArray list)
            list.Add(value);
        else
            json[field.Name] = new JsonArray(value);
    }

    private static void AddEntry(JsonObject map, ReadOnlySpan<byte> entry, bool isBytes)
    {
        var (key, value) = ("", "");
        var reader = new WireReader(entry);
        while (reader.MoveNext())
        {
            if (reader.Field == 1)
                key = Encoding.UTF8.GetString(reader.Bytes);
            else if (reader.Field == 2)
                value = isBytes ? Convert.ToBase64String(reader.Bytes) : Encoding.UTF8.GetString(reader.Bytes);
        }

        map[key] = value;
    }

    private static JsonNode Value(MessageField field, WireReader reader, int depth) => field.Shape switch
    {
        FieldShape.Text => JsonValue.Create(Encoding.UTF8.GetString(reader.Bytes)),
        FieldShape.Bytes => JsonValue.Create(Convert.ToBase64String(reader.Bytes)),
        FieldShape.Number => JsonValue.Create(reader.Number),
        FieldShape.Flag => JsonValue.Create(reader.Number != 0),
        FieldShape.NumberOrText => NumberOrText(reader.Bytes),
        _ => field.Message!.Read(reader.Bytes, depth + 1),
    };

    private static JsonValue NumberOrText(ReadOnlySpan<byte> message)
    {
        var (isText, number, text) = (false, 0L, "");
        var reader = new WireReader(message);
        while (reader.MoveNext())
        {
            if (reader.Field == 1)
                isText = reader.Number == 1;
            else if (reader.Field == 2)
                number = reader.Number;
            else if (reader.Field == 3)
                text = Encoding.UTF8.GetString(reader.Bytes);
        }

        return isText ? JsonValue.Create(text) : JsonValue.Create(number);
    }
}

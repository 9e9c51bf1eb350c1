using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Fabric.Events;

/// <summary>Changes the white space of JSON and nothing else: numbers and strings stay as they were written.</summary>
internal static class JsonLayout
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    public static bool IsJson(ReadOnlySpan<byte> data)
    {
        if (!Utf8.IsValid(data))
            return false;
        var reader = new Utf8JsonReader(data, Options);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Writes valid JSON without white space.</summary>
    public static void Compact(ReadOnlySpan<byte> json, IBufferWriter<byte> output) => Write(json, output, indented: false);

    /// <summary>Writes valid JSON in steps of two spaces, all lines but the first one step further in.</summary>
    public static void Indent(ReadOnlySpan<byte> json, IBufferWriter<byte> output) => Write(json, output, indented: true);

    private static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output, bool indented)
    {
        var reader = new Utf8JsonReader(json, Options);
        var before = JsonTokenType.None;
        while (reader.Read())
        {
            var isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            var isFirst = before is JsonTokenType.StartObject or JsonTokenType.StartArray;
            var continues = before is JsonTokenType.None or JsonTokenType.PropertyName;
            if (!isEnd && !isFirst && !continues)
                output.Write(","u8);
            if (indented && !continues && !(isEnd && isFirst))
                BreakLine(output, reader.CurrentDepth);
            WriteToken(ref reader, output, indented);
            before = reader.TokenType;
        }
    }

    private static void BreakLine(IBufferWriter<byte> output, int depth)
    {
        output.Write("\n  "u8);
        for (; depth > 0; depth--)
            output.Write("  "u8);
    }

    private static void WriteToken(ref Utf8JsonReader reader, IBufferWriter<byte> output, bool indented)
    {
        var isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
        if (isText)
            output.Write("\""u8);
        output.Write(reader.ValueSpan);
        if (isText)
            output.Write("\""u8);
        if (reader.TokenType == JsonTokenType.PropertyName)
            output.Write(indented ? ": "u8 : ":"u8);
    }
}

using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Fabric.Events;
using Microsoft.Extensions.Primitives;

namespace Fabric.Edge.CloudEvents;

/// <summary>The <c>ce-</c> headers of binary mode (CloudEvents HTTP binding 1.0.2, section 3.1.3).</summary>
internal static class BinaryHeaders
{
    public const string Prefix = "ce-";
    public const string SpecVersion = "ce-specversion";

    public static bool IsAttribute(string header) => header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds the attribute that a <c>ce-</c> header carries.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="header">The header's name, as it came.</param>
    /// <param name="values">Its values: one, or it is a fault.</param>
    /// <param name="latin1">True where characters stand for raw bytes.</param>
    public static void Add(EventAssembler target, string header, in StringValues values, bool latin1)
    {
        var name = header.AsSpan(Prefix.Length);
        if (name.Equals("specversion", StringComparison.OrdinalIgnoreCase) && values.Count == 1)
            return;
        if (values.Count != 1)
            target.Refuse(header[Prefix.Length..].ToLowerInvariant(), "is given more than once");
        else if (name.Equals("datacontenttype", StringComparison.OrdinalIgnoreCase))
            target.Refuse("datacontenttype", "MUST NOT be a ce- header; the Content-Type header says it", values[0]);
        else
            AddDecoded(target, name, values[0] ?? "", latin1);
    }

    public static void AddContentType(EventAssembler target, in StringValues values)
    {
        if (values.Count > 1)
            target.Refuse("datacontenttype", "is given more than once");
        else if (values.Count == 1 && !string.IsNullOrWhiteSpace(values[0]))
            target.Attribute("datacontenttype"u8, Encoding.UTF8.GetBytes(values[0]!.Trim()));
    }

    /// <summary>The headers of an event; its content type and data go elsewhere.</summary>
    public static List<KeyValuePair<string, string>> Of(EventRecord record, bool includeHops)
    {
        var headers = new List<KeyValuePair<string, string>>(8) { new(SpecVersion, record.IsVersion03 ? "0.3" : "1.0") };
        foreach (var attribute in record.Attributes)
        {
            if (!attribute.IsHidden && attribute.Code != AttributeCode.DataContentType)
                headers.Add(new(NameOf(record, attribute), HeaderEncoding.Encode(attribute.Value)));
        }

        if (includeHops)
            headers.Add(new(Prefix + "knativebrokerttl", record.HopsLeft.ToString(CultureInfo.InvariantCulture)));
        return headers;
    }

    /// <inheritdoc cref="Of"/>
    public static void Write(HttpRequestHeaders headers, EventRecord record, bool includeHops, HeaderTexts texts)
    {
        headers.TryAddWithoutValidation(SpecVersion, record.IsVersion03 ? "0.3" : "1.0");
        foreach (var attribute in record.Attributes)
        {
            if (attribute.IsHidden || attribute.Code == AttributeCode.DataContentType)
                continue;
            var name = attribute.Code == AttributeCode.Extension ? texts.Name(attribute.Name) : NameOf(record, attribute);
            var isOwn = attribute.Code is AttributeCode.Id or AttributeCode.Time;
            headers.TryAddWithoutValidation(name, isOwn ? HeaderEncoding.Encode(attribute.Value) : texts.Value(attribute.Value));
        }

        if (includeHops)
            headers.TryAddWithoutValidation(Prefix + "knativebrokerttl", record.HopsLeft.ToString(CultureInfo.InvariantCulture));
    }

    private static string NameOf(EventRecord record, in EventAttribute attribute) => attribute.Code switch
    {
        AttributeCode.Id => "ce-id",
        AttributeCode.Source => "ce-source",
        AttributeCode.Type => "ce-type",
        AttributeCode.Subject => "ce-subject",
        AttributeCode.Time => "ce-time",
        AttributeCode.DataSchema => record.IsVersion03 ? "ce-schemaurl" : "ce-dataschema",
        _ => Prefix + Encoding.UTF8.GetString(attribute.Name),
    };

    private static void AddDecoded(EventAssembler target, ReadOnlySpan<char> name, string header, bool latin1)
    {
        const int OnStack = 512;
        var size = Encoding.UTF8.GetMaxByteCount(name.Length) + HeaderEncoding.MaxDecodedLength(header.Length);
        var rented = size <= OnStack ? null : ArrayPool<byte>.Shared.Rent(size);
        Span<byte> buffer = rented ?? stackalloc byte[OnStack];
        var nameLength = Ascii.ToLower(name, buffer, out var ascii) == OperationStatus.Done
            ? ascii
            : Encoding.UTF8.GetBytes(name.ToString().ToLowerInvariant(), buffer);
        var value = buffer[nameLength..];
        if (HeaderEncoding.Decode(header, value, out var written, latin1) is { } problem)
            target.Refuse(name.ToString().ToLowerInvariant(), problem, header);
        else
            target.Attribute(buffer[..nameLength], value[..written]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }
}

using System.Text;
using Fabric.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Fabric.Core.Tests.Events;

/// <summary>Generators of events that CloudEvents allows, from the plain to the odd.</summary>
internal static class AnyEvent
{
    private static readonly string?[] ContentTypes =
    [
        null, "application/json", "application/vnd.thing+json; v=1", "text/json", "text/plain", "text/plain; charset=utf-8",
        "text/plain; charset=iso-8859-1", "application/xml", "application/octet-stream", "image/png",
    ];

    private static readonly string[] Sources = ["/a", "https://example.com/a?b=c#d", "urn:x:y", "a/b", "//host/p", "/%20/ü", "#f"];

    private static readonly string[] Json =
        ["null", "true", "-0", "1.50e+3", "\"a\\u0041\\/ü\"", "{\"a\" : [ 1,\n 2 ],\"a\":{}}", "[]", "\"{}\""];

    private static Gen<string> Rune { get; } = Gen.Frequency(
            (6, Gen.Choose(0x20, 0x7E)),
            (2, Gen.Elements(0x20, '%', '"', '\\', '/', '<')),
            (2, Gen.Choose(0xA0, 0xFFFD)),
            (1, Gen.Choose(0x10000, 0x10FFFD)))
        .Where(value => System.Text.Rune.IsValid(value) && (value & 0xFFFE) != 0xFFFE && value is not (>= 0xFDD0 and <= 0xFDEF))
        .Select(char.ConvertFromUtf32);

    /// <summary>Any text that an attribute may have.</summary>
    public static Gen<string> Text { get; } = Rune.ArrayOf().Select(string.Concat);

    private static Gen<string> Filled { get; } = Text.Where(text => !string.IsNullOrWhiteSpace(text));

    private static Gen<string> Name { get; } = Gen.Elements("abcdefghijklmnopqrstuvwxyz0123456789".ToCharArray())
        .NonEmptyListOf().Select(letters => new string([.. letters.Take(AttributeRules.LongestName)]))
        .Where(name => AttributeRules.CheckName(Encoding.ASCII.GetBytes(name)) is null
            && AttributeNames.CodeOf(Encoding.ASCII.GetBytes(name)) == AttributeCode.Extension
            && name is not ("specversion" or "schemaurl" or "datacontentencoding" or "knativebrokerttl"));

    private static Gen<(string Name, string Value, AttributeKind Kind)> Extension { get; } =
        from name in Name
        from kind in Gen.Elements(AttributeKind.String, AttributeKind.Integer, AttributeKind.Boolean)
        from text in Text
        from number in Gen.OneOf(Gen.Choose(-9, 9), Gen.Elements(int.MinValue, int.MaxValue))
        from flag in Gen.Elements("true", "false")
        select (name, kind switch { AttributeKind.Integer => $"{number}", AttributeKind.Boolean => flag, _ => text }, kind);

    private static Gen<byte[]?> Data { get; } = Gen.OneOf(
        Gen.Constant<byte[]?>(null),
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().Select(data => (byte[]?)data),
        Text.Select(text => (byte[]?)Encoding.UTF8.GetBytes(text + "\n\0")),
        Gen.Elements(Json).Select(json => (byte[]?)Encoding.UTF8.GetBytes(json)));

    /// <summary>Any event as a record.</summary>
    public static Gen<EventRecord> Record { get; } =
        from id in Filled
        from source in Gen.Elements(Sources)
        from type in Filled
        from subject in Gen.OneOf(Gen.Constant(""), Filled)
        from time in Gen.Elements("", "2026-01-02T03:04:05Z", "1985-04-12t23:20:50.520000001+23:59")
        from schema in Gen.Elements("", "https://example.com/s#/a", "urn:s")
        from contentType in Gen.Elements(ContentTypes)
        from extensions in Extension.ListOf()
        from data in Data
        from version03 in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select Write(
            version03, data, extensions,
            [("id", id), ("source", source), ("type", type), ("subject", subject), ("time", time), ("dataschema", schema),
             ("datacontenttype", contentType ?? "")]);

    /// <summary>Everything that a reader of an event can see, for comparison.</summary>
    /// <param name="record">The event.</param>
    /// <param name="overHttpHeaders">True to forget what binary mode cannot say: kinds, and data of no bytes.</param>
    public static string Describe(EventRecord record, bool overHttpHeaders = false)
    {
        var text = new StringBuilder().Append(record.IsVersion03 ? "0.3" : "1.0");
        foreach (var attribute in record.Attributes)
        {
            var kind = overHttpHeaders ? AttributeKind.String : attribute.Kind;
            text.Append('\n').Append(Encoding.UTF8.GetString(attribute.Name)).Append(' ').Append(kind).Append(' ').Append(attribute.Text);
        }

        if (record.HasData && !(overHttpHeaders && record.Data.IsEmpty))
            text.Append("\ndata ").Append(Convert.ToHexString(DataOf(record)));
        return text.ToString();
    }

    // White space around a JSON value is not part of the value.
    private static ReadOnlySpan<byte> DataOf(EventRecord record)
    {
        var contentType = record.Find(AttributeCode.DataContentType);
        return contentType.IsEmpty || contentType.IndexOf("json"u8) >= 0 ? record.Data.Span.Trim(" \t\r\n"u8) : record.Data.Span;
    }

    private static EventRecord Write(
        bool version03, byte[]? data, IEnumerable<(string Name, string Value, AttributeKind Kind)> extensions,
        ReadOnlySpan<(string Name, string Value)> wellKnown)
    {
        var writer = new EventWriter();
        writer.Begin(version03);
        foreach (var (name, value) in wellKnown)
        {
            if (value.Length > 0)
                writer.Attribute(name, value);
        }

        foreach (var (name, value, kind) in extensions.DistinctBy(extension => extension.Name))
            writer.Attribute(name, value, kind);
        if (data is null)
            writer.End();
        else
            writer.End(data);
        return writer.ToBatch()[0];
    }
}

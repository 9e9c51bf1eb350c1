using System.Text;
using Fabric.Events;

namespace Fabric.Edge.CloudEvents;

/// <summary>How an HTTP message carries events (CloudEvents HTTP binding 1.0.2, section 3).</summary>
internal enum ContentMode
{
    Binary,
    Structured,
    Batched,

    /// <summary>An event format that is not JSON, or JSON in another charset than UTF-8.</summary>
    Unknown,
}

internal static class ContentModes
{
    public const string StructuredType = "application/cloudevents+json";
    public const string BatchedType = "application/cloudevents-batch+json";

    private const string Prefix = "application/cloudevents";

    public static ContentMode Of(string? contentType)
    {
        var text = contentType.AsSpan().TrimStart();
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return ContentMode.Binary;
        var utf8 = Encoding.UTF8.GetBytes(contentType!);
        var charset = MediaType.Parameter(utf8, "charset"u8);
        if (!charset.IsEmpty && !Ascii.EqualsIgnoreCase(charset, "utf-8"u8) && !Ascii.EqualsIgnoreCase(charset, "utf8"u8)
            && !Ascii.EqualsIgnoreCase(charset, "us-ascii"u8))
        {
            return ContentMode.Unknown;
        }

        var essence = MediaType.Essence(utf8);
        if (Ascii.EqualsIgnoreCase(essence, StructuredType))
            return ContentMode.Structured;
        return Ascii.EqualsIgnoreCase(essence, BatchedType) ? ContentMode.Batched : ContentMode.Unknown;
    }
}

using System.Text;
using Fabric.Events;
using Fabric.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fabric.Edge.Sources;

/// <summary>Makes extension attributes of a webhook request, under TriggerMesh's names.</summary>
internal static class WebhookExtensions
{
    private const int LongestName = 20;

    private static readonly HashSet<string> Reserved = ["data", "path", "method", "host"];

    public static void Write(EventWriter writer, HttpRequest request, string path, RequestParts parts)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        if (parts.HasFlag(RequestParts.Path))
            Add(writer, taken, "path", path);
        if (parts.HasFlag(RequestParts.Method))
            Add(writer, taken, "method", request.Method);
        if (parts.HasFlag(RequestParts.Host))
            Add(writer, taken, "host", request.Host.Value ?? "");
        if (parts.HasFlag(RequestParts.Queries))
        {
            foreach (var (name, values) in request.Query)
                AddAll(writer, taken, "q" + name, values);
        }

        if (!parts.HasFlag(RequestParts.Headers))
            return;
        foreach (var (name, values) in request.Headers)
        {
            if (!name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                AddAll(writer, taken, "h" + name, values);
        }
    }

    private static void AddAll(EventWriter writer, HashSet<string> taken, string name, StringValues values)
    {
        for (var index = 0; index < values.Count; index++)
            Add(writer, taken, Sanitize(name, values.Count > 1 ? index : null), values[index] ?? "");
    }

    private static void Add(EventWriter writer, HashSet<string> taken, string name, string value)
    {
        var text = Clean(value);
        if (name.Length > 0 && text.Length > 0 && taken.Add(name))
            writer.Attribute(name, text);
    }

    private static string Sanitize(string name, int? index)
    {
        var kept = new StringBuilder(LongestName);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character) && kept.Length < LongestName)
                kept.Append(char.ToLowerInvariant(character));
        }

        var suffix = index is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        kept.Length = Math.Min(kept.Length, LongestName - suffix.Length);
        kept.Append(suffix);
        return Reserved.Contains(kept.ToString()) ? kept + "0" : kept.ToString();
    }

    // Attribute values exclude control characters and lone surrogates (CloudEvents 1.0.2, "Type System": String).
    private static string Clean(string value)
    {
        var kept = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && rune != Rune.ReplacementChar)
                kept.Append(rune);
        }

        return kept.ToString();
    }
}

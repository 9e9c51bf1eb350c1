using System.Collections.Immutable;
using System.Text;

namespace Fabric.Filters;

/// <summary>
/// Points at values in a JSON document: the part of JSONPath (RFC 9535) that a document can be searched for in one pass:
/// <c>$</c>, <c>.name</c>, <c>['name']</c>, <c>[n]</c>, <c>[-n]</c>, <c>[*]</c>, <c>.*</c>, and each of them behind
/// <c>..</c>.
/// </summary>
internal sealed class JsonPath(string text, ImmutableArray<JsonPathSegment> segments)
{
    /// <summary>The longest path that is parsed, in characters.</summary>
    public const int MaxLength = 1024;

    /// <summary>How many segments a path may have.</summary>
    public const int MaxSegments = 32;

    /// <summary>The path as it was written.</summary>
    public string Text { get; } = text;

    public ImmutableArray<JsonPathSegment> Segments { get; } = segments;
}

internal enum JsonPathSelector
{
    /// <summary>The member of that name.</summary>
    Name,

    /// <summary>The element of that index; below 0 counts from the end.</summary>
    Index,

    /// <summary>Every member and element.</summary>
    Any,
}

/// <summary>One step down.</summary>
/// <param name="Selector">What it selects.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Index">The element's index.</param>
/// <param name="Descendant">True behind <c>..</c>: at any depth.</param>
internal sealed record JsonPathSegment(JsonPathSelector Selector, string Name, int Index, bool Descendant)
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Name);
}

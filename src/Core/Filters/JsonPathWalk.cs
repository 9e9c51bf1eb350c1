using System.Text.Json;

namespace Fabric.Filters;

/// <summary>
/// Goes once through a JSON document and tests the values that a path points at. All ways in which the path can still
/// match are followed at the same time: bit <c>n</c> of a set says that the first <c>n</c> segments have been matched.
/// </summary>
internal ref struct JsonPathWalk(JsonPath path, DataTest test)
{
    private const int MaxDepth = 128;

    private readonly ulong _whole = 1UL << path.Segments.Length;
    private bool _found;

    /// <summary>Whether any value passes; null where the document is no valid JSON.</summary>
    public static bool? Find(ReadOnlySpan<byte> json, JsonPath path, DataTest test)
    {
        var walk = new JsonPathWalk(path, test);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            walk.Visit(ref reader, 1);
            return reader.Read() ? null : walk._found;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second one: a string that holds half a surrogate pair.
            return null;
        }
    }

    private void Visit(ref Utf8JsonReader reader, ulong matched)
    {
        _found = _found || ((matched & _whole) != 0 && test.Passes(ref reader));
        matched &= ~_whole;
        if (_found || matched == 0)
            reader.Skip();
        else if (reader.TokenType == JsonTokenType.StartObject)
            VisitMembers(ref reader, matched);
        else if (reader.TokenType == JsonTokenType.StartArray)
            VisitElements(ref reader, matched);
    }

    private void VisitMembers(ref Utf8JsonReader reader, ulong matched)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var next = 0UL;
            for (var i = 0; i < path.Segments.Length; i++)
            {
                var segment = path.Segments[i];
                if ((matched & (1UL << i)) == 0)
                    continue;
                if (segment.Descendant)
                    next |= 1UL << i;
                if (segment.Selector == JsonPathSelector.Any
                    || (segment.Selector == JsonPathSelector.Name && reader.ValueTextEquals(segment.Utf8)))
                {
                    next |= 1UL << (i + 1);
                }
            }

            reader.Read();
            Visit(ref reader, next);
        }
    }

    private void VisitElements(ref Utf8JsonReader reader, ulong matched)
    {
        var length = CountsFromEnd(matched) ? Count(reader) : 0;
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var next = 0UL;
            for (var i = 0; i < path.Segments.Length; i++)
            {
                var segment = path.Segments[i];
                if ((matched & (1UL << i)) == 0)
                    continue;
                if (segment.Descendant)
                    next |= 1UL << i;
                if (segment.Selector == JsonPathSelector.Any
                    || (segment.Selector == JsonPathSelector.Index
                        && index == (segment.Index < 0 ? length + segment.Index : segment.Index)))
                {
                    next |= 1UL << (i + 1);
                }
            }

            Visit(ref reader, next);
        }
    }

    private readonly bool CountsFromEnd(ulong matched)
    {
        for (var i = 0; i < path.Segments.Length; i++)
        {
            if ((matched & (1UL << i)) != 0 && path.Segments[i].Index < 0)
                return true;
        }

        return false;
    }

    /// <summary>Counts the elements ahead on a copy of the reader.</summary>
    private static int Count(Utf8JsonReader ahead)
    {
        var count = 0;
        for (; ahead.Read() && ahead.TokenType != JsonTokenType.EndArray; count++)
            ahead.Skip();
        return count;
    }
}

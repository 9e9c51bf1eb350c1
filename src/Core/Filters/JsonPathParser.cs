using System.Collections.Immutable;
using System.Globalization;

namespace Fabric.Filters;

/// <summary>Parses a <see cref="JsonPath"/>; one parser for one path.</summary>
internal sealed class JsonPathParser
{
    private readonly string _text;
    private int _position;
    private string? _problem;

    private JsonPathParser(string text) => _text = text;

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    /// <summary>The path; null with a problem that names its position.</summary>
    public static JsonPath? Parse(string text, out string? problem)
    {
        var parser = new JsonPathParser(text);
        var segments = parser.Parse();
        problem = parser._problem;
        return problem is null ? new JsonPath(text, segments) : null;
    }

    private ImmutableArray<JsonPathSegment> Parse()
    {
        var segments = ImmutableArray.CreateBuilder<JsonPathSegment>();
        if (_text.Length > JsonPath.MaxLength)
            Fail($"the path has {_text.Length} characters; {JsonPath.MaxLength} are allowed");
        else if (!TakeIf('$'))
            Fail("a path begins with $, the whole payload, as in $.order.id");
        while (_problem is null && _position < _text.Length)
        {
            if (segments.Count == JsonPath.MaxSegments)
                Fail($"the path has more than {JsonPath.MaxSegments} segments");
            else if (ParseSegment() is { } segment)
                segments.Add(segment);
        }

        return segments.ToImmutable();
    }

    private JsonPathSegment? ParseSegment()
    {
        var dots = TakeIf('.') ? TakeIf('.') ? 2 : 1 : 0;
        var descendant = dots == 2;
        if (dots != 1 && TakeIf('['))
            return ParseBracket(descendant);
        if (dots == 0)
            return Fail($"expected '.' or '[', found '{Current}'{DashHint()}");
        if (TakeIf('*'))
            return new(JsonPathSelector.Any, "", 0, descendant);
        var begin = _position;
        while (IsNameCharacter(Current, first: _position == begin))
            _position++;
        return _position > begin
            ? new(JsonPathSelector.Name, _text[begin.._position], 0, descendant)
            : Fail($"expected a name or '*' after '.', found {Found()}; other names are written ['like this']");
    }

    private JsonPathSegment? ParseBracket(bool descendant)
    {
        SkipBlanks();
        JsonPathSegment? segment;
        if (TakeIf('*'))
            segment = new(JsonPathSelector.Any, "", 0, descendant);
        else if (Current is '\'' or '"')
            segment = ParseQuoted(descendant);
        else
            segment = ParseIndex() is { } index ? new(JsonPathSelector.Index, "", index, descendant) : null;
        if (segment is null)
            return null;
        SkipBlanks();
        return TakeIf(']') ? segment : Fail($"expected ']', found {Found()}; lists and slices are not supported");
    }

    private JsonPathSegment? ParseQuoted(bool descendant) => JsonPathString.Parse(_text, ref _position) is { } name
        ? new(JsonPathSelector.Name, name, 0, descendant)
        : Fail("the name in quotes is not closed, or has an escape that JSON does not know");

    private int? ParseIndex()
    {
        var begin = _position;
        TakeIf('-');
        while (char.IsAsciiDigit(Current))
            _position++;
        var digits = _text[begin.._position];
        var padded = digits is ['0', _, ..] or ['-', '0', ..];
        if (!padded && int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            return index;
        _position = begin;
        Fail(Current == '?'
            ? "filter expressions are not supported; test the value with exact, prefix or suffix"
            : $"expected an index, a name in quotes or '*', found {Found()}");
        return null;
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
            _position++;
    }

    private bool TakeIf(char wanted)
    {
        var taken = Current == wanted && _position < _text.Length;
        if (taken)
            _position++;
        return taken;
    }

    private string Found() => _position < _text.Length ? $"'{Current}'" : "the end of the path";

    private string DashHint() => Current == '-' ? "; a name with a dash is written ['with-dash']" : "";

    private static bool IsNameCharacter(char character, bool first) =>
        char.IsAsciiLetter(character) || character is '_' or >= '\u0080' || (!first && char.IsAsciiDigit(character));

    private JsonPathSegment? Fail(string message)
    {
        _problem ??= $"at position {_position + 1}: {message}";
        return null;
    }
}

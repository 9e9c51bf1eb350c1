using System.Collections.Frozen;

namespace Fabric.Filters.Cesql;

/// <summary>Splits an expression into tokens (CESQL 1.0, section 2).</summary>
internal static class CesqlLexer
{
    private static readonly FrozenSet<string> Keywords =
        FrozenSet.Create(
            StringComparer.OrdinalIgnoreCase, "AND", "OR", "XOR", "NOT", "LIKE", "EXISTS", "IN", "TRUE", "FALSE");

    /// <summary>The tokens, an <see cref="CesqlTokenKind.End"/> behind them; null with a problem.</summary>
    public static List<CesqlToken>? Split(string text, out CesqlProblem? problem)
    {
        problem = null;
        var tokens = new List<CesqlToken>();
        var position = 0;
        while (position < text.Length)
        {
            if (text[position] is ' ' or '\t' or '\r' or '\n')
            {
                position++;
                continue;
            }

            var (kind, size) = Measure(text.AsSpan(position));
            if (size == 0)
            {
                problem = new(position + 1, Unreadable(text[position]));
                return null;
            }

            tokens.Add(new(kind, Text(kind, text.Substring(position, size)), position));
            position += size;
        }

        tokens.Add(new(CesqlTokenKind.End, "", text.Length));
        return tokens;
    }

    private static (CesqlTokenKind Kind, int Size) Measure(ReadOnlySpan<char> rest)
    {
        switch (rest[0])
        {
            case '\'' or '"':
                return (CesqlTokenKind.String, StringSize(rest));
            case '!':
                return (CesqlTokenKind.Symbol, rest is ['!', '=', ..] ? 2 : 0);
            case '<' or '>':
                return (CesqlTokenKind.Symbol, rest is [_, '=', ..] or ['<', '>', ..] ? 2 : 1);
            case '=' or '+' or '-' or '*' or '/' or '%' or '(' or ')' or ',':
                return (CesqlTokenKind.Symbol, 1);
        }

        var size = 0;
        while (size < rest.Length && (char.IsAsciiLetterOrDigit(rest[size]) || rest[size] == '_'))
            size++;
        if (rest[..size].ContainsAnyExceptInRange('0', '9'))
            return (Keywords.Contains(rest[..size].ToString()) ? CesqlTokenKind.Keyword : CesqlTokenKind.Name, size);
        return (CesqlTokenKind.Integer, size);
    }

    /// <summary>Up to the closing quote, which no backslash stands before; 0 where it is missing.</summary>
    private static int StringSize(ReadOnlySpan<char> rest)
    {
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == rest[0])
                return i + 1;
            if (rest[i] == '\\')
                i++;
        }

        return 0;
    }

    private static string Text(CesqlTokenKind kind, string text) =>
        kind == CesqlTokenKind.Keyword ? text.ToUpperInvariant() : text;

    private static string Unreadable(char first) => first switch
    {
        '\'' or '"' => $"the string has no closing {first}",
        '!' => "'!' stands alone; write != or NOT",
        _ => $"'{first}' has no meaning here; put text into quotes",
    };
}

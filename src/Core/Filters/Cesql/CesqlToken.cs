namespace Fabric.Filters.Cesql;

internal enum CesqlTokenKind
{
    /// <summary>The end of the expression.</summary>
    End,

    /// <summary>A reserved word; its text is in upper case.</summary>
    Keyword,

    /// <summary>The name of an attribute or a function, as written.</summary>
    Name,

    /// <summary>Digits without a sign.</summary>
    Integer,

    /// <summary>A string literal, quotes and escapes included.</summary>
    String,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Symbol,
}

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="Start">Its first character, counted from 0.</param>
internal readonly record struct CesqlToken(CesqlTokenKind Kind, string Text, int Start)
{
    public bool Is(string symbolOrKeyword) =>
        Kind is CesqlTokenKind.Symbol or CesqlTokenKind.Keyword && Text == symbolOrKeyword;

    public override string ToString() => Kind == CesqlTokenKind.End ? "the end of the expression" : $"'{Text}'";
}

using System.Text;

namespace Fabric.Filters.Cesql;

/// <summary>The string functions that can fail (CESQL 1.0, section 3.5.1). Characters are code points.</summary>
internal static class TextFunctions
{
    /// <summary>The longest string that CONCAT and CONCAT_WS make, so that an expression cannot take all memory.</summary>
    public const int MaxLength = 1024 * 1024;

    public static CesqlResult Join(string delimiter, ReadOnlySpan<CesqlValue> parts)
    {
        var joined = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            joined.Append(i == 0 ? "" : delimiter).Append(parts[i].String);
            if (joined.Length > MaxLength)
                return Error("", $"the concatenation is longer than {MaxLength} characters");
        }

        return CesqlValue.Of(joined.ToString());
    }

    public static CesqlResult Left(string text, int count) => count < 0
        ? Error(text, $"LEFT cannot take {count} characters")
        : CesqlValue.Of(text[..CodePoints.IndexOf(text, count)]);

    public static CesqlResult Right(string text, int count) => count < 0
        ? Error(text, $"RIGHT cannot take {count} characters")
        : CesqlValue.Of(text[CodePoints.IndexOf(text, Math.Max(0, CodePoints.Count(text) - count))..]);

    public static CesqlResult Substring(string text, int position, int count)
    {
        var length = CodePoints.Count(text);
        if (position > length || position < -length)
            return Error("", $"position {position} is outside a string of {length} characters");
        if (count < 0)
            return Error("", $"SUBSTRING cannot take {count} characters");
        if (position == 0)
            return CesqlValue.Of("");
        var rest = text[CodePoints.IndexOf(text, position > 0 ? position - 1 : length + position)..];
        return CesqlValue.Of(rest[..CodePoints.IndexOf(rest, count)]);
    }

    private static CesqlResult Error(string value, string message) =>
        new(CesqlValue.Of(value), CesqlErrorKind.FunctionEvaluation, message);
}

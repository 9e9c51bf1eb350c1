namespace Fabric.Filters.Cesql;

/// <summary>The casts of CESQL 1.0, section 3.7.</summary>
internal static class CesqlCast
{
    public static CesqlResult To(CesqlType type, CesqlValue value)
    {
        if (value.Type == type)
            return value;
        return type switch
        {
            CesqlType.String => CesqlValue.Of(value.ToString()),
            CesqlType.Integer when value.Type == CesqlType.Boolean => CesqlValue.Of(value.Boolean ? 1 : 0),
            CesqlType.Integer => ToInteger(value.String),
            _ when value.Type == CesqlType.Integer => CesqlValue.Of(value.Integer != 0),
            _ => ToBoolean(value.String),
        };
    }

    /// <summary>Reads digits behind an optional sign, and nothing else; false where they are no 32-bit integer.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        if (digits.IsEmpty)
            return false;
        var sum = 0L;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            sum = Math.Min((sum * 10) + digit - '0', uint.MaxValue);
        }

        sum = text[0] == '-' ? -sum : sum;
        if (sum is < int.MinValue or > int.MaxValue)
            return false;
        value = (int)sum;
        return true;
    }

    private static CesqlResult ToInteger(string text) => TryParse(text, out var value)
        ? CesqlValue.Of(value)
        : new CesqlResult(CesqlValue.Of(0), CesqlErrorKind.Cast, $"'{Shorten(text)}' is no 32-bit integer");

    private static CesqlResult ToBoolean(string text)
    {
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase))
            return CesqlValue.Of(true);
        return text.Equals("false", StringComparison.OrdinalIgnoreCase)
            ? CesqlValue.Of(false)
            : new CesqlResult(CesqlValue.Of(false), CesqlErrorKind.Cast, $"'{Shorten(text)}' is neither true nor false");
    }

    private static string Shorten(string text) => text.Length <= 64 ? text : $"{text.AsSpan(0, 64)}…";
}

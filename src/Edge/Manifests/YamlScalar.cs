using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fabric.Edge.Manifests;

/// <summary>
/// Types plain YAML scalars as kubectl does (YAML 1.1 words and octals, 1.2 octals), so that a manifest means the same
/// from a file as through kubectl. A number that is valid JSON keeps its digits: <c>1.10</c> stays <c>1.10</c>.
/// </summary>
internal static partial class YamlScalar
{
    public static bool TryResolve(string text, out JsonNode? value)
    {
        value = null;
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return true;
            case "true" or "True" or "TRUE" or "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON":
                value = JsonValue.Create(true);
                return true;
            case "false" or "False" or "FALSE" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF":
                value = JsonValue.Create(false);
                return true;
            default:
                value = Number(text);
                return value is not null || !IsInfinityOrNaN(text);
        }
    }

    /// <summary>The number that a scalar means; null where it is none.</summary>
    public static JsonNode? Number(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.'))
            return null;
        if (JsonNumber().IsMatch(text))
            return IsFinite(text) ? Raw(text) : null;
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var negative = digits[0] == '-';
        var unsigned = digits.TrimStart('+', '-');
        if (digits.Length - unsigned.Length > 1)
            return null;
        if (Radix(unsigned) is { } integer)
            return Raw((negative ? -integer : integer).ToString(CultureInfo.InvariantCulture));
        return Float().IsMatch(digits) && IsFinite(digits)
            ? JsonValue.Create(double.Parse(digits, CultureInfo.InvariantCulture))
            : null;
    }

    private static BigInteger? Radix(string digits) => digits switch
    {
        ['0', 'x' or 'X', ..] => InBase(16, digits[2..]),
        ['0', 'o' or 'O', ..] => InBase(8, digits[2..]),
        ['0', 'b' or 'B', ..] => InBase(2, digits[2..]),
        ['0', _, ..] => InBase(8, digits[1..]),
        _ => InBase(10, digits),
    };

    private static BigInteger? InBase(int radix, string digits)
    {
        if (digits.Length is 0 or > 64)
            return null;
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var worth = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (worth >= radix)
                return null;
            value = (value * radix) + worth;
        }

        return value;
    }

    private static bool IsInfinityOrNaN(string text) =>
        text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF" or ".nan" or ".NaN" or ".NAN";

    private static bool IsFinite(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);

    private static JsonValue Raw(string number)
    {
        using var document = JsonDocument.Parse(number);
        return JsonValue.Create(document.RootElement.Clone())!;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Float();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Fabric.Resources.Validation;

/// <summary>Reads Kubernetes quantities of bytes: <c>1073741824</c>, <c>512Mi</c>, <c>1G</c>, <c>1e9</c>.</summary>
public static partial class QuantityText
{
    /// <summary>What to write instead, for a message.</summary>
    public const string Remedy = "write bytes such as 1073741824, 512Mi or 1Gi";

    private static readonly Dictionary<string, double> Units = new(StringComparer.Ordinal)
    {
        [""] = 1, ["k"] = 1e3, ["M"] = 1e6, ["G"] = 1e9, ["T"] = 1e12, ["P"] = 1e15,
        ["Ki"] = 1L << 10, ["Mi"] = 1L << 20, ["Gi"] = 1L << 30, ["Ti"] = 1L << 40, ["Pi"] = 1L << 50,
    };

    /// <summary>Reads a quantity of at least one byte.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var match = Form().Match(text);
        if (!match.Success || !Units.TryGetValue(match.Groups["unit"].Value, out var unit))
            return false;
        var value = double.Parse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture) * unit;
        if (value is < 1 or >= long.MaxValue)
            return false;
        bytes = (long)value;
        return true;
    }

    [GeneratedRegex(@"^(?<number>\d+(?:\.\d+)?(?:[eE]\d{1,2})?)(?<unit>[A-Za-z]*)\z")]
    private static partial Regex Form();
}

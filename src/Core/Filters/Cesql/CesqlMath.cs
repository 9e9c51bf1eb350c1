namespace Fabric.Filters.Cesql;

/// <summary>Arithmetic on 32-bit integers that reports what does not fit (section 3.4.2).</summary>
internal static class CesqlMath
{
    public static CesqlResult Apply(string symbol, int left, int right) => symbol switch
    {
        "+" => Checked((long)left + right),
        "-" => Checked((long)left - right),
        "*" => Checked((long)left * right),
        "/" or "%" when right == 0 => Error($"{left} {symbol} 0 divides by zero"),
        "/" => Checked((long)left / right),
        _ => Checked((long)left % right),
    };

    /// <summary>The integer, or 0 with an error where it has more than 32 bits.</summary>
    public static CesqlResult Checked(long value) => value is >= int.MinValue and <= int.MaxValue
        ? CesqlValue.Of((int)value)
        : Error($"{value} is no 32-bit integer");

    private static CesqlResult Error(string message) => new(CesqlValue.Of(0), CesqlErrorKind.Math, message);
}

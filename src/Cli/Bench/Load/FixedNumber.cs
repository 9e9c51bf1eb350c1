namespace Fabric.Cli.Bench.Load;

/// <summary>Writes numbers of a fixed width over the last one.</summary>
internal static class FixedNumber
{
    public const int IdWidth = 12;
    public const int TimeWidth = 19;
    public const int TypeWidth = 5;

    public static void Write(Span<byte> digits, long number)
    {
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            (number, var digit) = Math.DivRem(number, 10);
            digits[i] = (byte)('0' + digit);
        }
    }
}

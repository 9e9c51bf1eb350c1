using System.Buffers;
using System.Buffers.Text;

namespace Fabric.Filters;

/// <summary>Compares JSON numbers by their worth, at any length: <c>1</c>, <c>1.0</c> and <c>10e-1</c> are equal.</summary>
internal static class JsonNumbers
{
    public static bool Equal(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right))
            return true;
        var rented = ArrayPool<byte>.Shared.Rent(left.Length + right.Length);
        var first = Normalize(left, rented);
        var second = Normalize(right, rented.AsSpan(left.Length));
        var equal = first == second
            && rented.AsSpan(0, first.Digits).SequenceEqual(rented.AsSpan(left.Length, second.Digits));
        ArrayPool<byte>.Shared.Return(rented);
        return equal;
    }

    /// <summary>Writes the digits without zeros at either end, and tells the power of ten of the last one.</summary>
    private static (bool Negative, int Digits, long Exponent) Normalize(ReadOnlySpan<byte> number, Span<byte> digits)
    {
        var negative = number[0] == '-';
        var power = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = (power < 0 ? number : number[..power])[(negative ? 1 : 0)..];
        var exponent = power < 0 ? 0 : Exponent(number[(power + 1)..]);
        var point = mantissa.IndexOf((byte)'.');
        if (point >= 0)
            exponent -= mantissa.Length - point - 1;

        var count = 0;
        foreach (var digit in mantissa)
        {
            if (digit != '.' && (count > 0 || digit != '0'))
                digits[count++] = digit;
        }

        for (; count > 0 && digits[count - 1] == '0'; count--)
            exponent++;
        return count == 0 ? default : (negative, count, exponent);
    }

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        var unsigned = text[0] == '+' ? text[1..] : text;
        if (Utf8Parser.TryParse(unsigned, out int value, out var consumed) && consumed == unsigned.Length)
            return value;
        return unsigned[0] == '-' ? long.MinValue / 2 : long.MaxValue / 2;
    }
}

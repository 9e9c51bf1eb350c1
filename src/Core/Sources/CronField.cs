using System.Collections.Immutable;
using System.Globalization;

namespace Fabric.Sources;

/// <summary>The values that one field of a cron expression allows, a bit for each.</summary>
/// <param name="Bits">The values.</param>
/// <param name="IsOpen">True where the field begins with <c>*</c> or <c>?</c>.</param>
internal readonly record struct CronField(ulong Bits, bool IsOpen)
{
    public bool Allows(int value) => (Bits & (1UL << value)) != 0;

    /// <summary>The first value from one on; -1 where there is none.</summary>
    public int From(int value)
    {
        var rest = value > 63 ? 0 : Bits >> value << value;
        return rest == 0 ? -1 : System.Numerics.BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>Reads a field: parts separated by commas, each <c>*</c>, a value or a range, with a step or without.</summary>
    public static CronField? Parse(string text, CronFieldKind kind, out string? problem)
    {
        problem = null;
        var bits = 0UL;
        foreach (var part in text.Split(','))
        {
            problem = AddPart(part, kind, ref bits);
            if (problem is not null)
            {
                problem = $"the {kind.Name} '{text}': {problem}";
                return null;
            }
        }

        // Sunday is 0 and 7.
        if (kind == CronFieldKind.DayOfWeek)
            bits = (bits | (bits >> 7)) & 0x7F;
        return new CronField(bits, text[0] is '*' or '?');
    }

    private static string? AddPart(string part, CronFieldKind kind, ref ulong bits)
    {
        var slash = part.Split('/');
        var step = 1;
        if (slash.Length > 2 || (slash.Length == 2 && (!TryNumber(slash[1], out step) || step == 0)))
            return $"'{part}' has no step that is a number above 0";
        if (kind.Range(slash[0], openEnd: slash.Length == 2, out var problem) is not { } range)
            return problem;
        for (var value = range.First; value <= range.Last; value += step)
            bits |= 1UL << value;
        return null;
    }

    internal static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 10_000;
}

namespace Fabric.Events;

/// <summary>RFC 3339 timestamps, in UTF-8.</summary>
internal static class Timestamp
{
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20
            || !Number(text[..4], 0, 9999, out var year) || text[4] != '-'
            || !Number(text[5..7], 1, 12, out var month) || text[7] != '-'
            || !Number(text[8..10], 1, DaysIn(year, month), out _) || (text[10] | 0x20) != 't'
            || !Number(text[11..13], 0, 23, out _) || text[13] != ':'
            || !Number(text[14..16], 0, 59, out _) || text[16] != ':'
            || !Number(text[17..19], 0, 60, out _))
        {
            return false;
        }

        var zone = text[19..];
        if (zone[0] == '.')
        {
            var end = zone[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (end <= 0)
                return false;
            zone = zone[(end + 1)..];
        }

        return zone.Length == 1
            ? (zone[0] | 0x20) == 'z'
            : zone.Length == 6 && zone[0] is (byte)'+' or (byte)'-' && zone[3] == ':'
              && Number(zone[1..3], 0, 23, out _) && Number(zone[4..6], 0, 59, out _);
    }

    // RFC 3339 has a year 0; DateTime does not.
    private static int DaysIn(int year, int month) => DateTime.DaysInMonth(year == 0 ? 2000 : year, month);

    private static bool Number(ReadOnlySpan<byte> digits, int least, int most, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            value = (value * 10) + digit - '0';
        }

        return value >= least && value <= most;
    }
}

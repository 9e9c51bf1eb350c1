using System.Globalization;

namespace Fabric.EventLog;

/// <summary>
/// The position of an event in one log: 0 for the first ever appended, one more for each that follows. Offsets are
/// never given twice within a log, whose identity is <see cref="IEventLog.Id"/>.
/// </summary>
public readonly record struct Offset(long Value) : IComparable<Offset>
{
    public static Offset Zero => default;

    public int CompareTo(Offset other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static Offset operator +(Offset offset, long events) => new(offset.Value + events);
    public static long operator -(Offset left, Offset right) => left.Value - right.Value;
    public static bool operator <(Offset left, Offset right) => left.Value < right.Value;
    public static bool operator >(Offset left, Offset right) => left.Value > right.Value;
    public static bool operator <=(Offset left, Offset right) => left.Value <= right.Value;
    public static bool operator >=(Offset left, Offset right) => left.Value >= right.Value;

    public static Offset Max(Offset left, Offset right) => left > right ? left : right;
    public static Offset Min(Offset left, Offset right) => left < right ? left : right;
    public static Offset Add(Offset left, long right) => left + right;
    public static long Subtract(Offset left, Offset right) => left - right;
}

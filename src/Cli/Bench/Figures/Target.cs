namespace Fabric.Cli.Bench.Figures;

/// <summary>What a value ought to be.</summary>
/// <param name="Limit">The least, or the most.</param>
/// <param name="IsMost">True where less is better.</param>
/// <param name="IsRatio">True where the ratio is meant, not the value itself.</param>
/// <param name="Text">As people write it.</param>
internal sealed record Target(double Limit, bool IsMost, bool IsRatio, string Text)
{
    public static Target AtLeastOf(double share, string of = "relay") => new(share, false, true, FormattableString.Invariant($"≥ {share} × {of}"));

    public static Target AtMostOf(double share, string of = "relay") => new(share, true, true, FormattableString.Invariant($"≤ {share} × {of}"));

    public static Target AtLeast(double limit, string unit) => new(limit, false, false, FormattableString.Invariant($"≥ {limit:N0} {unit}"));

    public static Target AtMost(double limit, string unit) => new(limit, true, false, FormattableString.Invariant($"≤ {limit:0.###} {unit}"));

    public bool Allows(double value) => IsMost ? value <= Limit : value >= Limit;
}

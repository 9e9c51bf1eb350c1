namespace Fabric.Cli.Bench.Logs;

/// <summary>A log that is made to be read.</summary>
/// <param name="Events">How many events.</param>
/// <param name="BodyBytes">The size of each one's data.</param>
/// <param name="RareEvery">Each so many-th event is of the rare type.</param>
internal sealed record LogSpec(int Events, int BodyBytes, int RareEvery)
{
    public const string RareType = "bench.rare";

    public const string CommonType = "bench.common";

    /// <summary>About what it takes on the disk, in bytes.</summary>
    public long Bytes => (long)Events * (BodyBytes + 128);
}

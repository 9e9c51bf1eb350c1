namespace Fabric.Grains.Tests.Wire;

/// <summary>
/// A port that changes breaks calls between silos of the old and the new version, and so a rolling upgrade. This test makes
/// it visible: keep the old method beside the new one for one release, or write down that all silos must stop together.
/// </summary>
public sealed class WireSnapshotTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Wire");

    [Fact]
    public void What_silos_say_to_each_other_is_what_it_was()
    {
        var expected = File.ReadAllLines(Path.Combine(Folder, "wire.txt"));
        var actual = WireShape.Describe().TrimEnd('\n').Split('\n');
        if (expected.AsSpan().SequenceEqual(actual))
            return;
        var renewed = Path.Combine(Folder, "wire.actual.txt");
        File.WriteAllLines(renewed, actual);
        Assert.Fail(
            $"The wire changed. If that is meant, copy {renewed} to tests/Grains.Tests/Wire/wire.txt.\n" +
            string.Join('\n', expected.Except(actual).Select(line => $"- {line}").Concat(actual.Except(expected).Select(line => $"+ {line}"))));
    }
}

using Fabric.Resources.Validation;

namespace Fabric.Core.Tests.Resources.Validation;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("20s", 20)]
    [InlineData("1m30s", 90)]
    [InlineData("1h", 3600)]
    [InlineData("1.5h", 5400)]
    [InlineData(".5s", 0.5)]
    [InlineData("300ms", 0.3)]
    [InlineData("7us", 0.000007)]
    [InlineData("7µs", 0.000007)]
    [InlineData("100ns", 0.0000001)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("PT1S", 1)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("PT0,5S", 0.5)]
    [InlineData("P1DT2H3M4S", 93784)]
    [InlineData("P2W", 1209600)]
    [InlineData("PT0S", 0)]
    public void Reads_Go_and_ISO_durations(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 s")]
    [InlineData("-5s")]
    [InlineData("5s ")]
    [InlineData("5x")]
    [InlineData("s")]
    [InlineData(".s")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("PT1H1D")]
    [InlineData("pt1s")]
    [InlineData("99999999999999h")]
    [InlineData("1m30s\n")]
    public void Refuses_what_is_no_duration(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("512Mi", 512L << 20)]
    [InlineData("1Gi", 1L << 30)]
    [InlineData("1.5Gi", 3L << 29)]
    [InlineData("1G", 1_000_000_000)]
    [InlineData("2k", 2_000)]
    [InlineData("1e9", 1_000_000_000)]
    public void Reads_quantities(string text, long bytes)
    {
        Assert.True(QuantityText.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1 Gi")]
    [InlineData("1GB")]
    [InlineData("1gi")]
    [InlineData("Gi")]
    [InlineData("99999Pi")]
    public void Refuses_what_is_no_quantity(string text) => Assert.False(QuantityText.TryParse(text, out _));
}

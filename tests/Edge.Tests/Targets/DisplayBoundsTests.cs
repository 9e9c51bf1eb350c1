using Fabric.Edge.Targets;
using Fabric.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Edge.Tests.Targets;

public sealed class DisplayBoundsTests
{
    private static readonly EventRecord Large =
        new CloudEvent { Id = "1", Source = "/", Type = "t", Data = new byte[1 << 20] }.ToRecord();

    [Fact]
    public void A_display_keeps_no_more_bytes_than_it_may()
    {
        var buffer = new DisplayBuffer(keep: 1000);

        for (var index = 0; index < 70; index++)
            buffer.Add(Large);

        var (events, next, _) = buffer.Read(0);
        Assert.InRange(events.Length, 60, 64);
        Assert.Equal(70, next);
    }

    [Fact]
    public void A_reader_that_fell_behind_goes_on_with_what_is_left()
    {
        var buffer = new DisplayBuffer(keep: 2);
        for (var index = 0; index < 5; index++)
            buffer.Add(Large);

        Assert.Equal(2, buffer.Read(1).Events.Length);
        Assert.Single(buffer.Read(4).Events);
        Assert.Empty(buffer.Read(5).Events);
    }

    [Fact]
    public void An_output_that_is_stuck_holds_no_more_bytes_than_it_may()
    {
        using var output = new StuckWriter();
        using var printer = new DisplayPrinter(output, NullLogger<DisplayPrinter>.Instance);

        for (var index = 0; index < 40; index++)
            printer.Print(Large);
        output.Release();
        printer.Dispose();

        Assert.InRange(output.Writes, 15, 17);
    }

    [Fact]
    public async Task What_waits_is_printed_before_the_node_ends()
    {
        var output = new SignallingWriter();
        using (var printer = new DisplayPrinter(output, NullLogger<DisplayPrinter>.Instance))
            printer.Print(Large);

        Assert.StartsWith("☁️", await output.Next(), StringComparison.Ordinal);
    }
}

using Fabric.Cli.Bench.Measuring;

namespace Fabric.Cli.Bench.Reports;

/// <summary>How long the disk takes to keep 4 KiB for good, in milliseconds.</summary>
internal sealed record DiskSync(double P50, double P99)
{
    private const int Times = 100;
    private const int Size = 4096;

    public static DiskSync Measure(string folder)
    {
        var file = Path.Combine(folder, "sync-probe");
        var times = new LatencyHistogram();
        using (var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            var block = new byte[Size];
            for (var i = 0; i < Times; i++)
            {
                var began = Monotonic.Now;
                stream.Write(block);
                stream.Flush(flushToDisk: true);
                times.Add(Monotonic.Now - began);
            }
        }

        File.Delete(file);
        return new DiskSync(times.At(0.5) / 1e6, times.At(0.99) / 1e6);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Fabric.Benchmarks.Cluster;

/// <summary>What one run of one subject measured.</summary>
internal sealed record LoadResult(double Published, double Delivered, double CpuMicroseconds, double P50, double P99, int Lost);

/// <summary>Publishes as fast as 64 clients can for a while, then at a steady rate for latencies.</summary>
internal static class LoadRun
{
    public const int MostEvents = 4_000_000;
    private const int Clients = 64;
    private const int SteadyPerSecond = 200;
    private static readonly byte[] Data = new byte[1024];

    public static async Task<LoadResult> Measure(Subject subject, TimeSpan time)
    {
        await using var sink = await LoadSink.Start(MostEvents);
        await using var running = await subject.Start(sink.Address);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients });
        var next = 0;
        await Load(TimeSpan.FromSeconds(2));
        var (first, cpu, clock) = (next, running.Cpu, Stopwatch.StartNew());
        await Load(time);
        var (end, publishing) = (next, clock.Elapsed);
        await Drain(sink, end);
        var delivering = clock.Elapsed;
        var used = running.Cpu - cpu;

        var steady = next;
        using (var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / SteadyPerSecond)))
        {
            var sent = new List<Task>();
            for (var count = 0; count < time.TotalSeconds * SteadyPerSecond; count++)
            {
                await ticks.WaitForNextTickAsync(CancellationToken.None);
                sent.Add(Publish(next++));
            }

            await Task.WhenAll(sent);
        }

        await Drain(sink, next);
        var latencies = sink.Latencies(steady, next);
        var lost = Enumerable.Range(0, next).Count(number => !sink.Has(number));
        var events = end - first;
        return new LoadResult(
            events / publishing.TotalSeconds, events / delivering.TotalSeconds, used.TotalMicroseconds / events,
            latencies[latencies.Length / 2], latencies[latencies.Length * 99 / 100], lost);

        async Task Load(TimeSpan duration)
        {
            var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
            {
                while (Stopwatch.GetTimestamp() < until)
                    await Publish(Interlocked.Increment(ref next) - 1);
            })));
        }

        async Task Publish(int number)
        {
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(running.Addresses[number % running.Addresses.Count], "/brokers/default/load"));
                request.Content = new ByteArrayContent(Data);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                request.Headers.TryAddWithoutValidation("ce-specversion", "1.0");
                request.Headers.TryAddWithoutValidation("ce-id", number.ToString(CultureInfo.InvariantCulture));
                request.Headers.TryAddWithoutValidation("ce-source", "bench");
                request.Headers.TryAddWithoutValidation("ce-type", "bench.event");
                sink.Published(number);
                using var response = await http.SendAsync(request);
                if (response.IsSuccessStatusCode)
                    return;
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }
        }
    }

    private static async Task Drain(LoadSink sink, int published)
    {
        var patience = Stopwatch.StartNew();
        while (sink.Count < published && patience.Elapsed < TimeSpan.FromMinutes(2))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }
}

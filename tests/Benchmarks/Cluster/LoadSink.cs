using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fabric.Benchmarks.Cluster;

/// <summary>Counts deliveries by the number in each id, and how long each took since it was published.</summary>
internal sealed class LoadSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly long[] _publishedAt;
    private readonly int[] _arrived;
    private readonly double[] _milliseconds;
    private int _count;

    private LoadSink(WebApplication app, int most) =>
        (_app, _publishedAt, _arrived, _milliseconds) = (app, new long[most], new int[most], new double[most]);

    public Uri Address => new(_app.Urls.First());

    /// <summary>Different events that arrived.</summary>
    public int Count => Volatile.Read(ref _count);

    public static async Task<LoadSink> Start(int most)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new LoadSink(builder.Build(), most);
        sink._app.Run(sink.Take);
        await sink._app.StartAsync();
        return sink;
    }

    public void Published(int number) => Volatile.Write(ref _publishedAt[number], Stopwatch.GetTimestamp());

    public bool Has(int number) => Volatile.Read(ref _arrived[number]) > 0;

    /// <summary>The latencies of events from one number to another, sorted, in milliseconds.</summary>
    public double[] Latencies(int from, int to) => [.. Enumerable.Range(from, to - from).Where(Has).Select(number => _milliseconds[number]).Order()];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task Take(HttpContext context)
    {
        var number = int.Parse(context.Request.Headers["ce-id"].ToString(), CultureInfo.InvariantCulture);
        var took = Stopwatch.GetElapsedTime(Volatile.Read(ref _publishedAt[number])).TotalMilliseconds;
        if (Interlocked.Increment(ref _arrived[number]) == 1)
        {
            _milliseconds[number] = took;
            Interlocked.Increment(ref _count);
        }

        return Task.CompletedTask;
    }
}

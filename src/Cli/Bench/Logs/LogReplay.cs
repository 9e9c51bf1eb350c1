using System.Text.Json;
using Fabric.Brokers;
using Fabric.Cli.Bench.Measuring;
using Fabric.Filters;

namespace Fabric.Cli.Bench.Logs;

/// <summary>Reads a broker's log from its beginning through a filter, as a trigger does.</summary>
internal static class LogReplay
{
    private const int EventsPerRead = 1_000;
    private const int BytesPerRead = 1 << 20;

    /// <param name="broker">The broker.</param>
    /// <param name="spec">What was written to its log.</param>
    /// <param name="turns">How often it is read behind a first time, which is not measured.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Events read a second, in each turn.</returns>
    /// <exception cref="InvalidDataException">An event is missing.</exception>
    public static async Task<IReadOnlyList<double>> Run(Broker broker, LogSpec spec, int turns, CancellationToken cancellation)
    {
        var filter = FilterParser.Parse(
            JsonSerializer.SerializeToElement(new { exact = new { type = LogSpec.RareType } }), "filters").Filter!;
        var wanted = (spec.Events + spec.RareEvery - 1) / spec.RareEvery;
        var rates = new List<double>();
        for (var turn = 0; turn <= turns; turn++)
        {
            var began = Monotonic.Now;
            var (read, matched) = await Read(broker, filter, cancellation);
            rates.Add(read / ((Monotonic.Now - began) / 1e9));
            if (read != spec.Events || matched != wanted)
                throw new InvalidDataException($"The replay read {read} of {spec.Events} events and found {matched} of {wanted} that match.");
        }

        return [.. rates.Skip(1)];
    }

    private static async Task<(long Read, long Matched)> Read(Broker broker, Filter filter, CancellationToken cancellation)
    {
        var status = await broker.Status(cancellation);
        long matched = 0;
        var at = status.First;
        while (at < status.End)
        {
            var answer = await broker.Read(new ReadRequest(at, filter, EventsPerRead, BytesPerRead, TimeSpan.Zero), cancellation);
            matched += answer.Events.Count;
            at = answer.Next;
        }

        return (at - status.First, matched);
    }
}

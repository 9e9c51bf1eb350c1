using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Bench.Logs;

/// <summary>What <c>fabric bench log</c> does in a process of its own.</summary>
internal static class LogWork
{
    public const string Write = "write";
    public const string Open = "open";
    public const string Replay = "replay";

    /// <returns>What was measured: nothing, milliseconds to open, or events read a second for each turn.</returns>
    public static async Task<IReadOnlyList<double>> Run(
        string what, string folder, LogSpec spec, int turns, CancellationToken cancellation) => what switch
    {
        Write => await RunWrite(folder, spec, cancellation),
        Open => await RunOpen(folder, spec, cancellation),
        Replay => await RunReplay(folder, spec, turns, cancellation),
        _ => throw new Refusal($"bench log {what}: there is {Write}, {Open} and {Replay}"),
    };

    // The log is not closed: the next one to open it finds what a crash leaves behind.
    private static async Task<IReadOnlyList<double>> RunWrite(string folder, LogSpec spec, CancellationToken cancellation)
    {
        await using var storage = new FileBroker(folder);
        await LogWriter.Write(await storage.OpenLog(cancellation), spec, cancellation);
        return [];
    }

    private static async Task<IReadOnlyList<double>> RunOpen(string folder, LogSpec spec, CancellationToken cancellation)
    {
        await using var storage = new FileBroker(folder);
        var began = Monotonic.Now;
        await using var log = await storage.OpenLog(cancellation);
        var milliseconds = (Monotonic.Now - began) / 1e6;
        return log.End - log.First == spec.Events
            ? [milliseconds]
            : throw new InvalidDataException($"The log holds {log.End - log.First} of {spec.Events} events.");
    }

    private static async Task<IReadOnlyList<double>> RunReplay(string folder, LogSpec spec, int turns, CancellationToken cancellation)
    {
        await using var storage = new FileBroker(folder);
        await using var broker = await storage.Open(cancellation);
        return await LogReplay.Run(broker, spec, turns, cancellation);
    }
}

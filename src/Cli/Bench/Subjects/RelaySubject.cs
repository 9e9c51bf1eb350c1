using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Processes;

namespace Fabric.Cli.Bench.Subjects;

/// <summary>The limit: <c>fabric bench relay</c>.</summary>
internal sealed class RelaySubject : ISubject
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => Names.Relay;

    public bool Offers(Stand stand) => stand == Stand.One;

    public async Task<RunningSubject> Start(Stand stand, Uri sink, string folder, CancellationToken cancellation)
    {
        var began = Monotonic.Now;
        var process = ChildProcess.Start(Name, [.. FabricProgram.Self, "bench", "relay", "--target", new Uri(sink, "/0").ToString()]);
        await process.UntilReady(Patience, cancellation);
        return new RunningSubject(Name, stand, new Uri(process.ReadyText), process, TimeSpan.FromMicroseconds((Monotonic.Now - began) / 1e3));
    }
}

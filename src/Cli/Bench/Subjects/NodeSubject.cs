using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Processes;

namespace Fabric.Cli.Bench.Subjects;

/// <summary>A broker of a node: <c>fabric run</c> in a process of its own.</summary>
/// <param name="name">What the tables call it.</param>
/// <param name="storage">Where its broker keeps events: Memory or File.</param>
/// <param name="program">The fabric to run.</param>
internal sealed class NodeSubject(string name, string storage, IReadOnlyList<string> program) : ISubject
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public string Name => name;

    public bool Offers(Stand stand) => true;

    public async Task<RunningSubject> Start(Stand stand, Uri sink, string folder, CancellationToken cancellation)
    {
        var manifest = Path.Combine(folder, "stand.yaml");
        await File.WriteAllTextAsync(manifest, StandManifest.Write(stand, storage, sink), cancellation);
        var began = Monotonic.Now;
        var process = ChildProcess.Start(
            Name, [.. program, "run", "-f", manifest, "--port", "0", "--data-dir", Path.Combine(folder, "data")]);
        try
        {
            await process.UntilReady(Patience, cancellation);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        var publish = new Uri(new Uri(process.ReadyText), $"/brokers/default/{StandManifest.Broker}");
        return new RunningSubject(Name, stand, publish, process, TimeSpan.FromMicroseconds((Monotonic.Now - began) / 1e3));
    }
}

using System.Diagnostics;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Processes;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Bench.Subjects;

/// <summary>A broker of a cluster with one silo: its events are in a PostgreSQL that is started for it, and counts with it.</summary>
/// <param name="script">What starts a cluster on this machine.</param>
/// <param name="program">The fabric that sets it up.</param>
internal sealed class SiloSubject(string script, IReadOnlyList<string> program) : ISubject
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    public string Name => Names.Postgres;

    public bool Offers(Stand stand) => stand == Stand.One || stand == Stand.NoTrigger;

    public async Task<RunningSubject> Start(Stand stand, Uri sink, string folder, CancellationToken cancellation)
    {
        var manifest = Path.Combine(folder, "stand.yaml");
        await File.WriteAllTextAsync(manifest, StandManifest.Write(stand, "Postgres", sink), cancellation);
        var began = Monotonic.Now;
        var cluster = await LocalCluster.Start(script, cancellation);
        try
        {
            await Fabric(["apply", "-f", manifest, "--server", cluster.Address.ToString()], cancellation);
            while (!await Fabric(["doctor", "--server", cluster.Address.ToString()], cancellation))
            {
                if (Monotonic.Now - began > Patience.TotalNanoseconds)
                    throw new Refusal($"{Name}: the broker of the cluster was not ready after {Patience.TotalSeconds:0} s");
                await Task.Delay(Glance, TimeProvider.System, cancellation);
            }

            var publish = new Uri(cluster.Address, $"/brokers/default/{StandManifest.Broker}");
            return new RunningSubject(Name, stand, publish, cluster, TimeSpan.FromMicroseconds((Monotonic.Now - began) / 1e3));
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> Fabric(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 || (arguments[0] == "apply" ? throw new Refusal($"{Name}: {said[1].Trim()}") : false);
    }
}

using System.Diagnostics;
using System.Globalization;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Bench.Processes;

/// <summary>A silo and its PostgreSQL, as <c>deploy/local/cluster.sh</c> of a checkout starts them.</summary>
internal sealed class LocalCluster : IMeasured
{
    private const string Debian = "/usr/lib/postgresql";

    private readonly string _script;
    private readonly string _name;
    private readonly List<int> _processes = [];

    private LocalCluster(string script, string name) => (_script, _name) = (script, name);

    public TimeSpan Cpu => TimeSpan.FromTicks(_processes.Sum(id => ProcessTree.Of(id).Cpu.Ticks));

    public long Resident => _processes.Sum(id => ProcessTree.Of(id).Resident);

    /// <summary>Where the silo answers.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The script of the checkout that this program was built in; null where it lies elsewhere.</summary>
    public static string? FindScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "deploy", "local", "cluster.sh");
            if (File.Exists(script))
                return script;
        }

        return null;
    }

    /// <summary>True where there is a PostgreSQL for it.</summary>
    public static bool HasPostgres() =>
        (Directory.Exists(Debian) && Directory.EnumerateDirectories(Debian).Any(version => File.Exists(Path.Combine(version, "bin", "initdb"))))
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "initdb")));

    /// <exception cref="Refusal">It did not start; what the script said is in the message.</exception>
    public static async Task<LocalCluster> Start(string script, CancellationToken cancellation)
    {
        var cluster = new LocalCluster(script, FormattableString.Invariant($"bench-{Environment.ProcessId}"));
        try
        {
            cluster.Read(await cluster.Run(["up", cluster._name, "--silos", "1"], cancellation));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Run(["down", _name], CancellationToken.None);

    // Lines of the form "silo-1  http://127.0.0.1:34049  pid 31341  log …" and "postgres  …  pid 31340  log …".
    private void Read(string status)
    {
        foreach (var words in status.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words is not [_, var address, "pid", var id, ..])
                continue;
            _processes.Add(int.Parse(id, CultureInfo.InvariantCulture));
            if (address.StartsWith("http", StringComparison.Ordinal))
                Address = new Uri(address);
        }
    }

    private async Task<string> Run(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(_script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? output : throw new Refusal($"{_script} {string.Join(' ', arguments)} failed: {(await error).Trim()}");
    }
}

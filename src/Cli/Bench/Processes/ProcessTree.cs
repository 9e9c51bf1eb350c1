using System.Diagnostics;
using System.Globalization;

namespace Fabric.Cli.Bench.Processes;

/// <summary>What a process and all those it started have used.</summary>
/// <param name="Cpu">User and system time.</param>
/// <param name="Resident">Bytes of memory.</param>
internal readonly record struct ProcessTree(TimeSpan Cpu, long Resident)
{
    private const int TicksPerSecond = 100;

    /// <summary>Looks at the processes that run now; zero where there is none of that id.</summary>
    public static ProcessTree Of(int id) => OperatingSystem.IsLinux() ? FromProc(id) : FromProcess(id);

    /// <summary>The ids of a process and all those it started.</summary>
    public static IReadOnlyList<int> Members(int id) =>
        OperatingSystem.IsLinux() ? [.. Below(id).Select(stat => (int)stat.Id)] : [id];

    private static ProcessTree FromProcess(int id)
    {
        using var process = Process.GetProcessById(id);
        return new ProcessTree(process.TotalProcessorTime, process.WorkingSet64);
    }

    private static ProcessTree FromProc(int id) =>
        Below(id).Aggregate(default(ProcessTree), (used, stat) => new ProcessTree(used.Cpu + stat.Cpu, used.Resident + stat.Resident));

    private static IEnumerable<Stat> Below(int id)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(folder => ReadStat(Path.Combine(folder, "stat")))
            .OfType<Stat>()
            .ToList();
        var children = all.ToLookup(stat => stat.Parent);
        var waiting = new Stack<Stat>(all.Where(stat => stat.Id == id));
        while (waiting.TryPop(out var stat))
        {
            yield return stat;
            foreach (var child in children[stat.Id])
                waiting.Push(child);
        }
    }

    // proc(5): behind the name in parentheses come state, ppid, …, utime (14th), stime (15th), …, rss (24th).
    private static Stat? ReadStat(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Stat(
                Number(text[..text.IndexOf(' ')]),
                Number(fields[1]),
                TimeSpan.FromSeconds((double)(Number(fields[11]) + Number(fields[12])) / TicksPerSecond),
                Number(fields[21]) * Environment.SystemPageSize);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);

    private sealed record Stat(long Id, long Parent, TimeSpan Cpu, long Resident);
}

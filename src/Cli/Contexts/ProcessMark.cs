using System.Diagnostics;
using System.Globalization;

namespace Fabric.Cli.Contexts;

/// <summary>Which process a pid file means: its number and when it started, since numbers are used again.</summary>
internal sealed record ProcessMark(int Id, string Started)
{
    public static ProcessMark? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        var words = File.ReadAllText(file).Split(' ', StringSplitOptions.TrimEntries);
        return words.Length == 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new ProcessMark(id, words[1])
            : null;
    }

    /// <summary>The mark of a process that runs; null where it does not.</summary>
    public static ProcessMark? Of(int id) => StartOf(id) is { } started ? new ProcessMark(id, started) : null;

    /// <summary>True while the very process that was marked runs.</summary>
    public bool IsRunning => StartOf(Id) == Started;

    public void Write(string file) => PrivateFile.Write(file, $"{Id} {Started}");

    private static string? StartOf(int id)
    {
        if (OperatingSystem.IsLinux())
            return LinuxStart(id);
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // Clock ticks since boot: field 22 of /proc/PID/stat, counted behind the name, which may hold anything. Z is a zombie.
    private static string? LinuxStart(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : fields[19];
        }
        catch (IOException)
        {
            return null;
        }
    }
}

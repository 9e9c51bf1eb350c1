using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Contexts;

/// <summary>The process that runs a local context: a <c>fabric run</c> that outlives the command that started it.</summary>
internal sealed partial class BackgroundNode(FabricHome home, Context context, TimeProvider time)
{
    private const int Sigterm = 15;
    private const int Sigkill = 9;
    private const long LargestLog = 16 << 20;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private string Folder => home.FolderOf(context.Name);

    private string PidFile => Path.Combine(Folder, "node.pid");

    /// <summary>What the node's displays print.</summary>
    public string OutputFile => Path.Combine(Folder, "node.out");

    /// <summary>What the node says about itself.</summary>
    public string LogFile => Path.Combine(Folder, "node.log");

    public string DataFolder => Path.Combine(Folder, "data");

    public bool IsRunning => ProcessMark.Read(PidFile)?.IsRunning == true;

    /// <summary>Starts the process and waits until it has taken everything up.</summary>
    /// <exception cref="Refusal">It ended instead; the sentence says why.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        foreach (var file in new[] { OutputFile, LogFile })
            Rotate(file);
        var (outputSeen, logSeen) = (LengthOf(OutputFile), LengthOf(LogFile));
        using var process = Process.Start(Command()) ?? throw new Refusal("the node's process could not be started");
        (ProcessMark.Of(process.Id) ?? throw Ended(logSeen)).Write(PidFile);
        try
        {
            await UntilReady(process, outputSeen, logSeen, cancellation);
        }
        catch
        {
            await Stop(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Asks the process to end in order and waits for it; false where none ran.</summary>
    public async Task<bool> Stop(CancellationToken cancellation)
    {
        if (ProcessMark.Read(PidFile) is not { IsRunning: true } mark)
        {
            File.Delete(PidFile);
            return false;
        }

        _ = Kill(mark.Id, Sigterm);
        var asked = time.GetTimestamp();
        while (mark.IsRunning)
        {
            if (time.GetElapsedTime(asked) > StopTimeout)
                _ = Kill(mark.Id, Sigkill);
            await Task.Delay(Glance, time, cancellation);
        }

        File.Delete(PidFile);
        return true;
    }

    // The shell opens the files and the node makes itself a session of its own, so that neither Ctrl-C nor closing the
    // terminal reaches it, and whoever reads this command's output is not kept waiting.
    private ProcessStartInfo Command()
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = Folder };
        string[] arguments =
        [
            "-c", "out=$1 log=$2; shift 2; exec \"$@\" >>\"$out\" 2>>\"$log\" </dev/null", "fabric", OutputFile, LogFile,
            .. Self(), "run", "--detached", "--port", context.Server.Port.ToString(CultureInfo.InvariantCulture),
            "--default-broker", $"{context.Namespace}/{context.Broker}", "--data-dir", DataFolder,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (context.Token is { } token)
            start.Environment["FABRIC_TOKEN"] = token;
        else
            start.Environment.Remove("FABRIC_TOKEN");
        return start;
    }

    private async Task UntilReady(Process process, long outputSeen, long logSeen, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (!Tail(OutputFile, outputSeen).Split('\n')[..^1].Any(line => line.StartsWith("ready ", StringComparison.Ordinal)))
        {
            if (process.HasExited)
                throw Ended(logSeen);
            if (time.GetElapsedTime(started) > StartTimeout)
                throw new Refusal($"\"{context.Name}\" did not get ready within {StartTimeout.TotalSeconds:0} s; its log is {LogFile}");
            await Task.Delay(Glance, time, cancellation);
        }
    }

    private Refusal Ended(long logSeen)
    {
        var last = Tail(LogFile, logSeen).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it ended without a word";
        return new Refusal($"\"{context.Name}\" did not start: {last.Replace("fabric run: ", "", StringComparison.Ordinal).TrimEnd('.')}; its log is {LogFile}");
    }

    private static string Tail(string file, long from)
    {
        if (!File.Exists(file))
            return "";
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = Math.Min(from, stream.Length);
        return new StreamReader(stream).ReadToEnd();
    }

    private static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private static void Rotate(string file)
    {
        if (LengthOf(file) > LargestLog)
            File.Move(file, file + ".old", overwrite: true);
    }

    private static string[] Self()
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, "fabric.dll")]
            : [program];
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

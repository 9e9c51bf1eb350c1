using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fabric.Contract.Servers;

/// <summary>Runs the programs of a server to their end, as a user that they accept: PostgreSQL refuses to run as root.</summary>
internal static partial class ServerProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The user that servers run as; null for the user of this process.</summary>
    public static string? User { get; } = !OperatingSystem.IsWindows() && EffectiveUser() == 0 ? KnownUser() : null;

    /// <summary>Runs a program and returns what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it wrote.</exception>
    public static async Task<string> Run(string program, params string[] arguments)
    {
        string[] command = User is null
            ? [program, .. arguments]
            : ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", program, .. arguments];
        return await RunAsIs(command);
    }

    /// <summary>Gives a folder to the user that servers run as.</summary>
    public static async Task Own(string folder)
    {
        if (User is not null)
            await RunAsIs("chown", User, folder);
    }

    /// <summary>Ends a server at once, with the processes that it has started, and waits a little for that.</summary>
    public static void Quit(int server)
    {
        const int quit = 3;
        try
        {
            using var process = Process.GetProcessById(server);
            _ = Signal(server, quit);
            process.WaitForExit(TimeSpan.FromSeconds(2));
        }
        catch (ArgumentException)
        {
            // It ended by itself.
        }
    }

    private static async Task<string> RunAsIs(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        var text = await output.WaitAsync(Patience) + await errors.WaitAsync(Patience);
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {text}");
    }

    private static string KnownUser() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}

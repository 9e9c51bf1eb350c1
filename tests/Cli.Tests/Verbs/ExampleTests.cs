using System.Diagnostics;

namespace Fabric.Cli.Tests.Verbs;

/// <summary>The examples of <c>--help</c>, pasted into a shell.</summary>
public sealed class ExampleTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // In an order in which each finds what the ones before it made. What runs until it is interrupted is interrupted.
    private static readonly string[] Verbs =
    [
        "create broker", "create source", "create target", "create transformation", "create trigger", "send-event", "brokers", "describe", "get",
        "doctor", "events", "trace", "trigger lag", "trigger pause", "trigger resume", "trigger dead-letters", "trigger redrive", "trigger replay",
        "config get", "config set", "dump", "apply", "delete", "delete trigger", "delete source", "delete target", "delete transformation", "stop",
        "start", "delete broker", "import", "config set-context", "filter test", "completion bash", "version",
    ];

    private readonly FabricCli _fabric = new();

    public void Dispose() => _fabric.Dispose();

    [Fact]
    public async Task Every_verb_has_an_example_that_works_when_pasted()
    {
        Assert.Empty(Trial.All.Select(trial => trial.Verb).Except(Verbs).Except(
            // Tested where they are: they go on until they are interrupted, take minutes, or need another shell or kubectl.
            ["run", "watch", "logs", "demo", "bench", "bench load", "bench log", "bench relay", "bench sink", "completion zsh", "completion fish", "completion powershell", "kubeconfig"]));
        await Named("create broker foo --port 0", "create target display --name console", "create trigger --target console --name orders-to-shop --eventTypes order",
            "create source httppoller --endpoint http://127.0.0.1:1/ --eventType buzzword.phrase --interval 1h --method GET",
            "create trigger --target console --eventTypes buzzword.phrase", "create transformation --name foo-transformation --from {operations}");
        foreach (var verb in Verbs)
        {
            var example = await Example(verb);
            if (verb == "create broker")
                example = example.Replace("foo", "bar --port 0", StringComparison.Ordinal);
            if (verb == "trace")
                example = example.Replace("4711", (await _fabric.Output("events --type order -o name --broker foo")).Trim(), StringComparison.Ordinal);
            var run = await Paste(example);
            Assert.True(run.Code == 0, $"{verb}: {example}\nended with {run.Code}: {run.Output}{run.Error}");
            if (verb == "create broker")
                await Named("brokers --set foo", "send-event {} --eventType order --broker foo");
        }
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "-n")]
    public async Task A_shell_understands_its_completions(string shell, string check)
    {
        var script = Path.Combine(_fabric.Home, "completion");
        await File.WriteAllTextAsync(script, await _fabric.Output($"completion {shell}"));
        Assert.StartsWith($"# {shell} completion", (await File.ReadAllTextAsync(script)).Replace("#compdef fabric\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        if (IsHere(shell))
            Assert.Equal((0, ""), await Check(shell, check, script));
    }

    [Fact]
    public async Task Bash_completes_commands_kinds_and_contexts()
    {
        await File.WriteAllTextAsync(Path.Combine(_fabric.Home, "type"), """
            source <(fabric completion bash)
            complete_words() { COMP_WORDS=(fabric "$@"); COMP_CWORD=$#; COMPREPLY=(); _fabric; echo "${COMPREPLY[*]}"; }
            complete_words des
            complete_words create source http
            complete_words trigger re
            complete_words dump --no-s
            """);
        var run = await Paste($"source {_fabric.Home}/type");
        Assert.Equal("describe\nhttppoller\nredrive\nreplay\nresume\n--no-secrets\n", run.Output.Replace(' ', '\n'));
    }

    private static bool IsHere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<(int Code, string Error)> Check(string shell, string check, string script)
    {
        using var process = Process.Start(new ProcessStartInfo(shell, [check, script]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, error);
    }

    private async Task Named(params string[] commands)
    {
        var operations = Path.Combine(_fabric.Home, "operations.yaml");
        await File.WriteAllTextAsync(operations, "data: [{operation: add, paths: [{key: a, value: b}]}]");
        foreach (var command in commands)
            await _fabric.Output(command.Replace("{operations}", operations, StringComparison.Ordinal));
    }

    private async Task<string> Example(string verb)
    {
        var help = await _fabric.Output($"{verb} --help");
        var at = help.IndexOf("Example:\n", StringComparison.Ordinal);
        Assert.True(at > 0, $"{verb} --help has no example");
        return string.Join('\n', help[(at + "Example:\n".Length)..].TrimEnd().Split('\n').Select(line => line.Length > 2 ? line[2..] : line));
    }

    // A shell with fabric on its path, in a folder of its own.
    private async Task<CliRun> Paste(string text)
    {
        var bin = Directory.CreateDirectory(Path.Combine(_fabric.Home, "bin")).FullName;
        var program = Path.Combine(bin, "fabric");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec {Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"} {typeof(Fabric.Cli.Node.NodeOptions).Assembly.Location} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", ["-e", "-c", text])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = _fabric.Home,
        };
        start.Environment["FABRIC_HOME"] = _fabric.Home;
        start.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new CliRun(process.ExitCode, await output, await error);
    }
}

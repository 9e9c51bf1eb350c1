namespace Fabric.Cli.Tests.Verbs;

/// <summary>Images that are not built in run in Docker: a script that writes down what it is asked stands in for it.</summary>
public sealed class DockerTests : IDisposable
{
    private readonly FabricCli _fabric = new();

    [Fact]
    public async Task An_image_runs_in_docker_and_stops_and_goes_with_its_broker()
    {
        var asked = Script();
        await _fabric.Output("create broker foo --port 0");
        var target = await _fabric.Output("create target --name shop --from-image example.com/shop:1 --eventTypes order --colour red");
        Assert.Matches(@"Listening on:\t\thttp://localhost:\d+\n", target);
        Assert.Contains("service (example.com/shop:1)", await _fabric.Output("describe"), StringComparison.Ordinal);
        Assert.DoesNotContain("offline", await _fabric.Output("describe"), StringComparison.Ordinal);
        await _fabric.Output("create source --name tick --from-image example.com/tick --ce_type tick.tock");
        Assert.Contains("tick.tock", await _fabric.Output("describe"), StringComparison.Ordinal);
        Assert.DoesNotContain("eventfabric.dev/url", await _fabric.Output("dump"), StringComparison.Ordinal);
        await _fabric.Output("stop");
        await _fabric.Output("start");
        await _fabric.Output("delete source tick");
        await _fabric.Output("delete broker foo");

        var lines = await File.ReadAllLinesAsync(asked);
        Assert.Matches(@"^run -d --name foo-shop --label eventfabric\.dev/context=foo -p 127\.0\.0\.1:\d+:8080 -e COLOUR=red example\.com/shop:1$", lines[1]);
        Assert.Matches(@"^run -d --name foo-tick .*K_SINK=http://\S+ .*-e CE_TYPE=tick\.tock example\.com/tick$", lines[3]);
        Assert.Equal(["stop -t 5 foo-shop foo-tick", "start foo-shop foo-tick", "rm -f foo-tick", "rm -f foo-shop"], lines[4..]);
    }

    [Fact]
    public async Task Without_docker_a_sentence_says_what_is_missing()
    {
        await _fabric.Output("create broker foo --port 0");
        _fabric.Path = "/nowhere";
        var run = await _fabric.Run("create target --from-image nginx");
        Assert.Equal(1, run.Code);
        Assert.Contains("\"nginx\" is not built in", run.Error, StringComparison.Ordinal);
        Assert.Contains("docker, which would run it, is not on the PATH", run.Error, StringComparison.Ordinal);
        _fabric.Path = null;
        Assert.DoesNotContain("nginx", await _fabric.Output("describe"), StringComparison.Ordinal);
    }

    public void Dispose() => _fabric.Dispose();

    private string Script()
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(_fabric.Home, "bin")).FullName;
        var (script, asked) = (System.IO.Path.Combine(folder, "docker"), System.IO.Path.Combine(folder, "asked"));
        File.WriteAllText(script, $"#!/bin/sh\necho \"$@\" >> {asked}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _fabric.Path = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        return asked;
    }
}

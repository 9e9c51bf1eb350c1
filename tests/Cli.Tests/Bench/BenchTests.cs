using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Fabric.Cli.Tests.Bench;

/// <summary><c>fabric bench</c> with real processes: that it counts, not how fast anything is.</summary>
public sealed class BenchTests : IDisposable
{
    private readonly FabricCli _fabric = new();

    [Fact]
    public async Task A_run_prints_a_table_and_writes_a_page_with_plots_and_every_sample()
    {
        var folder = Path.Combine(_fabric.Home, "results");
        var output = await _fabric.Output(
            "bench", "--quick", "--seconds", "0.3", "--repeat", "2", "--only", "delivered,batches", "--subjects", "relay,memory,file", "--out", folder);

        Assert.Contains("Every acknowledged event arrived.", output, StringComparison.Ordinal);
        Assert.Matches(@"delivered +memory +delivered +[\d,]+ /s .* ≥ 0.75 × relay +(met|missed)", output);
        var results = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "results.json")))!;
        Assert.Equal(0, (long)results["lost"]!);
        foreach (var subject in new[] { "relay", "memory", "file" })
        {
            Assert.True((long)results["events"]![subject]!["arrived"]! > 0, subject);
            Assert.Equal((long)results["events"]![subject]!["owed"]!, (long)results["events"]![subject]!["arrived"]!);
        }

        var row = results["figures"]![0]!["rows"]!.AsArray().First(each => (string)each!["subject"]! == "file")!;
        Assert.Equal(2, row["samples"]!["values"]!.AsArray().Count);
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "README.md"));
        Assert.Contains("](delivered.svg)", page, StringComparison.Ordinal);
        Assert.Contains("| memory | published |", page, StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Load(Path.Combine(folder, "delivered.svg")).Root!.Name.LocalName);
        Assert.True(File.Exists(Path.Combine(folder, "batches.svg")));
    }

    [Fact]
    public async Task A_peer_that_acknowledges_and_does_not_deliver_fails_the_run()
    {
        var peer = $"hole='{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"}' '{typeof(Fabric.Cli.Node.NodeOptions).Assembly.Location}' bench sink --port $PORT";
        var run = await _fabric.Run([
            "bench", "--quick", "--seconds", "0.2", "--repeat", "1", "--only", "delivered", "--subjects", "hole", "--peer", peer, "--peer-path", "/0"]);

        Assert.Equal(1, run.Code);
        Assert.Matches(@"FAILED: [\d,]+ acknowledged events did not arrive", run.Output);
    }

    [Fact]
    public async Task Figures_and_subjects_that_there_are_not_are_refused_with_those_that_there_are()
    {
        var figure = await _fabric.Run("bench --only speed");
        Assert.Equal(1, figure.Code);
        Assert.Contains("--only speed: there is no such figure; there is delivered, latency", figure.Error, StringComparison.Ordinal);
        var subject = await _fabric.Run("bench --subjects kafka");
        Assert.Contains("--subjects kafka: there is no such subject; there is relay, memory, file", subject.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _fabric.Dispose();
}

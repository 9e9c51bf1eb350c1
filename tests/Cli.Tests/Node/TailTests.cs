using System.Text.Json;

namespace Fabric.Cli.Tests.Node;

/// <summary>The live tail of a broker as a client sees it.</summary>
public sealed class TailTests
{
    private const string Broker = """
        apiVersion: eventfabric.dev/v1alpha1
        kind: Broker
        metadata: {name: orders}
        spec: {storage: Memory}
        """;

    [Fact]
    public async Task What_is_accepted_and_what_is_refused_is_shown_as_it_happens()
    {
        using var scratch = new Scratch();
        using var node = await NodeProcess.Run(scratch.Manifest(Broker), dataDirectory: null);
        using var tail = await scratch.Http.GetAsync(new Uri(node.Address, "/brokers/default/orders/tail"), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await tail.Content.ReadAsStreamAsync());
        Assert.Equal("text/event-stream", tail.Content.Headers.ContentType?.MediaType);
        Assert.Equal(": follows", await lines.ReadLineAsync());

        using (var good = Scratch.Event(node.Address, "orders", "1"))
            await scratch.Http.SendAsync(good);
        var accepted = await Next(lines, "accepted");
        Assert.Equal(("default/orders", 0, 0, "1"), (
            accepted.GetProperty("broker").GetString(), accepted.GetProperty("partition").GetInt32(),
            accepted.GetProperty("offset").GetInt32(), accepted.GetProperty("event").GetProperty("id").GetString()));

        using (var bad = Scratch.Event(node.Address, "orders", "2"))
        {
            bad.Headers.Remove("ce-type");
            await scratch.Http.SendAsync(bad);
        }

        Assert.Contains("type", (await Next(lines, "refused")).GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_does_not_exist_has_no_tail()
    {
        using var scratch = new Scratch();
        using var node = await NodeProcess.Run(scratch.Manifest(Broker), dataDirectory: null);
        using var answer = await scratch.Http.GetAsync(new Uri(node.Address, "/brokers/default/nothing/tail"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<JsonElement> Next(StreamReader lines, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line == $"event: {name}")
                return JsonElement.Parse((await lines.ReadLineAsync(patience.Token))!["data: ".Length..]);
        }

        throw new InvalidOperationException("The tail ended.");
    }
}

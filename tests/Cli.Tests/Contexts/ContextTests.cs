using System.Text.RegularExpressions;

namespace Fabric.Cli.Tests.Contexts;

/// <summary>Brokers that live in the background between commands.</summary>
public sealed class ContextTests : IDisposable
{
    private readonly FabricCli _fabric = new();

    [Fact]
    public async Task A_broker_is_created_stopped_and_started_on_the_port_it_had()
    {
        var created = await _fabric.Output("create broker foo --port 0");
        Assert.Equal(
            """
            ---------------
            Created object name:	foo
            Current broker is set to "foo"
            To change the current broker use "fabric brokers --set <broker name>"

            """, created);
        Assert.Equal("*foo\n", await _fabric.Output("brokers"));
        var online = await _fabric.Output("describe");
        Assert.Matches(@"\ABroker +Status\nfoo +online\(http://localhost:\d+\)\n\n\z", online);

        await _fabric.Output("stop");
        Assert.Matches(@"\ABroker +Status\nfoo +offline\n\n\z", await _fabric.Output("describe"));
        Assert.Equal("\"foo\" does not run\n", await _fabric.Output("stop"));
        await _fabric.Output("start");
        Assert.Equal(online, await _fabric.Output("describe"));
    }

    [Fact]
    public async Task Two_brokers_have_different_ports_and_one_is_current()
    {
        await _fabric.Output("create broker one --port 0");
        await _fabric.Output("create broker two --port 0");
        Assert.Equal("one\n*two\n", await _fabric.Output("brokers"));
        Assert.Equal("*one\ntwo\n", await _fabric.Output("brokers --set one"));
        var ports = Regex.Matches(await _fabric.Output("describe one") + await _fabric.Output("describe two"), @"localhost:(\d+)");
        Assert.Equal(2, ports.Select(port => port.Value).Distinct().Count());
    }

    [Fact]
    public async Task A_pid_file_that_means_another_process_is_not_believed()
    {
        await _fabric.Output("create broker foo --port 0");
        await _fabric.Output("stop");
        var file = Path.Combine(_fabric.FolderOf("foo"), "node.pid");
        await File.WriteAllTextAsync(file, $"{Environment.ProcessId} 1");
        Assert.Equal("\"foo\" does not run\n", await _fabric.Output("stop"));
    }

    [Theory]
    [InlineData("describe", "there is no broker yet: make one with fabric create broker foo")]
    [InlineData("describe nowhere", "there is no broker \"nowhere\"")]
    [InlineData("creat broker foo", "there is no command \"creat\" (did you mean 'create'?)")]
    [InlineData("brokers --sett foo", "there is no option --sett (did you mean '--set'?)")]
    [InlineData("brokers -o jsn", "did you mean")]
    [InlineData("create", "say what follows \"fabric create\": broker")]
    [InlineData("create broker", "create broker needs a name")]
    [InlineData("create broker Foo", "\"Foo\" cannot be a name")]
    [InlineData("describe --server http://127.0.0.1:1", "nothing answers at http://127.0.0.1:1")]
    [InlineData("describe --server nonsense", "give an http or https address")]
    public async Task What_cannot_be_done_is_said_in_a_sentence_with_exit_code_1(string command, string sentence)
    {
        var run = await _fabric.Run(command);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.StartsWith("fabric: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (run.Code, run.Output));
    }

    public void Dispose() => _fabric.Dispose();
}

namespace Fabric.Cli.Tests.Filters;

public sealed class FilterTestTests : IDisposable
{
    private const string Order = """{"specversion":"1.0","id":"1","source":"s","type":"order","total":"12"}""";
    private readonly FabricCli _fabric = new();

    [Theory]
    [InlineData("type = 'order'", """{"result":true,"error":null}""")]
    [InlineData("LENGTH(type) + 1", """{"result":6,"error":null}""")]
    [InlineData("UPPER(type)", """{"result":"ORDER","error":null}""")]
    [InlineData("2 / 0", """{"result":0,"error":"math"}""")]
    [InlineData("nosuch(", """{"result":false,"error":"parse"}""")]
    [InlineData("NOSUCH(1)", """{"result":false,"error":"missingFunction"}""")]
    [InlineData("missing", """{"result":false,"error":"missingAttribute"}""")]
    [InlineData("INT('x')", """{"result":0,"error":"cast"}""")]
    public async Task An_expression_is_evaluated_over_one_event(string expression, string printed)
    {
        var run = await _fabric.Run(["filter", "test", "--cesql", expression], Order);
        Assert.Equal((0, printed + "\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task Lines_of_expressions_and_events_are_answered_line_by_line()
    {
        var run = await _fabric.Run(
            ["filter", "test"], $$"""{"expression":"type = 'order'","event":{{Order}}}""" + "\n" + $$"""{"expression":"total > 20","event":{{Order}}}""" + "\n");
        Assert.Equal("{\"result\":true,\"error\":null}\n{\"result\":false,\"error\":null}\n", run.Output);
    }

    [Fact]
    public async Task A_filter_of_a_manifest_is_evaluated_too()
    {
        var run = await _fabric.Run(["filter", "test", "--filter", """[{"prefix":{"type":"or"}}]"""], Order);
        Assert.Equal("{\"result\":true,\"error\":null}\n", run.Output);
    }

    [Theory]
    [InlineData("--cesql true --event /no/such", "--event /no/such: there is no such file")]
    [InlineData("--filter nothing", "--filter: is no JSON")]
    [InlineData("--cesql true --filter {}", "give --cesql or --filter, not both")]
    public async Task What_is_wrong_is_said_in_a_sentence(string arguments, string sentence)
    {
        var run = await _fabric.Run([.. "filter test".Split(' '), .. arguments.Split(' ')], Order);
        Assert.Equal(1, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_is_none_is_named_with_its_line()
    {
        var run = await _fabric.Run(["filter", "test", "--cesql", "true"], Order + "\n{\"id\":1}\n");
        Assert.Equal(1, run.Code);
        Assert.Contains("standard input, line 2: is no event", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _fabric.Dispose();
}

namespace Fabric.Cli.Tests.Verbs;

/// <summary>Every command, tried with what goes wrong for people: each says what to do, in a sentence, and ends with 1.</summary>
public sealed class RefusalTests : IClassFixture<RefusalTests.Server>
{
    private static readonly string[] Commands =
    [
        "describe", "dump", "send-event hi", "watch", "create source webhook --eventType a", "create target display",
        "create trigger --target a", "create transformation --from {file}", "delete source a", "delete target a", "delete trigger a",
        "delete transformation a",
    ];

    private readonly FabricCli _fabric;
    private readonly Server _server;

    public RefusalTests(Server server) => (_server, _fabric) = (server, server.Fabric);

    public static TheoryData<string> All => [.. Commands];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_node_that_is_down_is_said_with_how_to_check_it(string command) =>
        await Refused($"{command} --server http://127.0.0.1:1 --broker foo", "nothing answers at http://127.0.0.1:1");

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_wrong_token_is_said_with_where_to_give_the_right_one(string command)
    {
        // Publishing asks for no token; naming a component does.
        command = command.Replace("send-event hi", "send-event hi --target a", StringComparison.Ordinal);
        await Refused($"{command} --server {_server.Address} --token wrong --broker foo", "does not accept this token: give the right one with --token or in $FABRIC_TOKEN");
        await Refused($"{command} --server {_server.Address} --broker foo", "asks for a token: give it with --token or in $FABRIC_TOKEN");
    }

    [Theory]
    [MemberData(nameof(All))]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("logs")]
    public async Task A_context_that_does_not_exist_is_said(string command) =>
        await Refused($"{command} --context nowhere", "there is no broker \"nowhere\"");

    [Theory]
    [InlineData("describe")]
    [InlineData("watch")]
    [InlineData("dump")]
    public async Task A_broker_that_does_not_exist_is_said(string command) =>
        await Refused($"{command} --server {_server.Address} --token right --broker nowhere", "o broker");

    [Theory]
    [InlineData("watch", "fabric start stopped")]
    [InlineData("send-event hi", "fabric start stopped")]
    public async Task A_broker_that_is_stopped_is_said_with_how_to_start_it(string command, string sentence) =>
        await Refused($"{command} --broker stopped", sentence);

    [Theory]
    [InlineData("delete source nowhere", "there is no source \"nowhere\"")]
    [InlineData("delete target consol", "did you mean 'console'?")]
    [InlineData("delete trigger nowhere", "see what there is with: fabric describe")]
    [InlineData("delete broker nowhere", "there is no broker \"nowhere\"")]
    [InlineData("create trigger --target nowhere", "there is no such component")]
    [InlineData("create target display --source nowhere", "--source nowhere: there is no such component")]
    [InlineData("create target http --name h --endpoint http://a --method POST --dead-letter nowhere", "--dead-letter nowhere")]
    [InlineData("send-event hi --target nowhere", "--target nowhere: there is no such component")]
    [InlineData("brokers --set nowhere", "list them with: fabric brokers")]
    [InlineData("create source httppoler", "did you mean 'httppoller'?")]
    [InlineData("create source webhook --evenType a", "property \"evenType\" does not exist (did you mean 'eventType'?)")]
    [InlineData("create source webhook --eventType a extra --port", "property \"port\" does not exist")]
    [InlineData("create source httppoller --endpoint https://https://a --eventType a --interval 5s --method GET", "has its scheme twice")]
    [InlineData("create source httppoller --endpoint http://a --eventType a --interval often --method GET", "--interval")]
    [InlineData("create source httppoller", "--endpoint is required")]
    [InlineData("create trigger --target console --retry -1", "--retry -1")]
    [InlineData("create trigger --target console --backoff-policy exponental", "did you mean 'exponential'?")]
    [InlineData("create trigger --target console --timeout soon", "give a duration, as 500ms, 2s, 1m30s or PT2S")]
    [InlineData("create trigger --target console --filter {", "--filter {: give JSON")]
    [InlineData("create trigger --target console --filter {\"exat\":{\"type\":\"a\"}}", "did you mean 'exact'?")]
    [InlineData("dump -p kubernets", "did you mean 'kubernetes'?")]
    [InlineData("dump -o xml", "give json, yaml or name")]
    [InlineData("config get nothing", "\"nothing\" is not set")]
    [InlineData("config set context nowhere", "there is no broker \"nowhere\"")]
    public async Task A_name_or_value_that_does_not_exist_is_said(string command, string sentence) =>
        await Refused($"{command} --broker stopped", sentence);

    [Theory]
    [InlineData("import --from {file}", "kind: [", ":1:")]
    [InlineData("import --from {file}", "just: text", "is no manifest: apiVersion: is required")]
    [InlineData("import --from {file}", "", "holds no manifests")]
    [InlineData("import --from {file}", "{apiVersion: v1, kind: Secret, metadata: {name: s}}", "holds no broker")]
    [InlineData("import --from {file}.not", "", "there is no such file")]
    [InlineData("import", "", "say what to import")]
    [InlineData("import --from http://127.0.0.1:1/foo.yaml", "", "refused")]
    [InlineData("create transformation --from {file}", "data: [", ":1:")]
    [InlineData("create transformation --from {file}", "nothing: here", "has neither context: nor data: operations")]
    [InlineData("send-event --file {file}", "not json", "give a JSON array of payloads")]
    [InlineData("send-event --file {file}", "{}", "give a JSON array of payloads")]
    public async Task A_file_that_is_not_what_it_should_be_is_said(string command, string text, string sentence)
    {
        var file = Path.Combine(_fabric.Home, $"{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, text);
        await Refused(command.Replace("{file}", file, StringComparison.Ordinal) + " --broker stopped", sentence);
    }

    private async Task Refused(string command, string sentence)
    {
        var operations = Path.Combine(_fabric.Home, "operations.yaml");
        await File.WriteAllTextAsync(operations, "data: [{operation: add, paths: [{key: a, value: b}]}]");
        var run = await _fabric.Run(command.Replace("{file}", operations, StringComparison.Ordinal));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Code);
    }

    /// <summary>A node with a token and a broker foo; and, at home, a stopped broker with a display.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal FabricCli Fabric { get; } = new();

        public string Address { get; private set; } = "";

        public async Task InitializeAsync()
        {
            await Fabric.Output("create broker stopped --port 0");
            await Fabric.Output("create target display --name console");
            await Fabric.Output("stop");
            await Fabric.Output("create broker foo --port 0 --token right");
            await Fabric.Output("brokers --set stopped");
            Address = (await Fabric.Output("brokers -o json")).Split('"').First(word => word.StartsWith("http://", StringComparison.Ordinal));
        }

        public Task DisposeAsync()
        {
            Fabric.Dispose();
            return Task.CompletedTask;
        }
    }
}

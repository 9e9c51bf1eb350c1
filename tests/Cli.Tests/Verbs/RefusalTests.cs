using System.CommandLine;
using Fabric.Cli.Verbs;

namespace Fabric.Cli.Tests.Verbs;

/// <summary>Every command, tried with what goes wrong for people: each says what to do, in a sentence, and does not end with 0.</summary>
public sealed class RefusalTests(RefusalTests.Server server) : IClassFixture<RefusalTests.Server>
{
    private readonly FabricCli _fabric = server.Fabric;

    public static TheoryData<string> Verbs => [.. Trial.All.Select(trial => trial.Verb)];

    public static TheoryData<string> Asking => [.. Trial.All.Where(trial => trial.Server is not null).Select(trial => trial.Verb)];

    public static TheoryData<string> Naming => [.. Trial.All.Where(trial => trial.Missing is not null).Select(trial => trial.Verb)];

    public static TheoryData<string> Reading => [.. Trial.All.Where(trial => trial.File is not null).Select(trial => trial.Verb)];

    [Fact]
    public void Every_verb_is_tried()
    {
        var root = new RootCommand();
        foreach (var verb in AllVerbs.Create())
            root.Subcommands.Add(verb);
        var commands = root.Subcommands.SelectMany(verb => Actions("", verb)).ToDictionary(each => each.Path, each => each.Command);

        Assert.Equal(commands.Keys.Order(), Trial.All.Select(trial => trial.Verb).Order());
        foreach (var trial in Trial.All)
        {
            var command = commands[trial.Verb];
            Assert.True(trial.Missing is not null || command.Arguments.Count == 0, $"{trial.Verb} takes a name: try it with one that does not exist");
            Assert.True(
                trial.File is not null || trial.WatchesFiles || !command.Options.Any(option => option.Aliases.Contains("-f") && option.ValueType != typeof(bool)),
                $"{trial.Verb} reads a file: try it with one that it cannot read");
        }
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public async Task A_node_that_is_down_is_said_with_how_to_check_it(string verb) =>
        await Refused($"{Of(verb).Server} --server http://127.0.0.1:1 --broker foo", "nothing answers at http://127.0.0.1:1 (the connection is refused); check that");

    [Theory]
    [MemberData(nameof(Asking))]
    public async Task A_wrong_token_is_said_with_where_to_give_the_right_one(string verb) => await Task.WhenAll(
        Refused($"{Of(verb).Server} --server {server.Address} --token wrong --broker foo", "does not accept this token: give the right one with --token or in $FABRIC_TOKEN"),
        Refused($"{Of(verb).Server} --server {server.Address} --broker foo", "asks for a token: give it with --token or in $FABRIC_TOKEN"));

    [Theory]
    [MemberData(nameof(Asking))]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("logs")]
    public async Task A_context_that_does_not_exist_is_said(string verb) =>
        await Refused($"{Of(verb).Server ?? verb} --context nowhere", "there is no broker \"nowhere\"");

    [Theory]
    [MemberData(nameof(Naming))]
    public async Task What_does_not_exist_is_said(string verb)
    {
        var (command, says) = Of(verb).Missing!.Value;
        await Refused(Of(verb).Server is null ? command : $"{command} --server {server.Address} --token right --broker foo", says);
    }

    [Theory]
    [MemberData(nameof(Reading))]
    public async Task A_file_that_is_not_what_it_should_be_is_said(string verb)
    {
        var (command, broken, other) = Of(verb).File!.Value;
        await Task.WhenAll(Refused($"{command} --broker stopped", broken, "data: ["), Refused($"{command} --broker stopped", other, "just: text"));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_mistyped_option_is_said_with_what_was_meant(string verb)
    {
        // A verb that takes fields as flags says which fields there are.
        if (verb is "create source" or "create target")
            return;
        await Refused($"{verb} --contxt foo", "there is no option --contxt (did you mean '--context'?)");
    }

    [Theory]
    [InlineData("watch", "fabric start stopped")]
    [InlineData("send-event hi", "fabric start stopped")]
    [InlineData("delete target consol", "did you mean 'console'?")]
    [InlineData("delete broker stoppd", "did you mean 'stopped'?")]
    [InlineData("describe redisbrokers/stoppd", "did you mean 'stopped'?")]
    [InlineData("describe redisbrokrs stopped", "did you mean 'redisbrokers'?")]
    [InlineData("delete sorce a", "did you mean 'source'?")]
    [InlineData("delete", "say what to delete: KIND NAME, -f FILE, or one of broker, source, target, transformation, trigger")]
    [InlineData("delete memorybrokers", "say which memorybrokers to delete")]
    [InlineData("create target http --name h --endpoint http://a --method POST --dead-letter nowhere", "--dead-letter nowhere")]
    [InlineData("create source webhook --evenType a", "property \"evenType\" does not exist (did you mean 'eventType'?)")]
    [InlineData("create source webhook --eventType a extra --port", "property \"port\" does not exist")]
    [InlineData("create source httppoller --endpoint https://https://a --eventType a --interval 5s --method GET", "has its scheme twice")]
    [InlineData("create source httppoller --endpoint http://a --eventType a --interval often --method GET", "--interval")]
    [InlineData("create source httppoller", "--endpoint is required")]
    [InlineData("create trigger", "create trigger needs --target NAME")]
    [InlineData("create trigger --target console --retry -1", "--retry -1")]
    [InlineData("create trigger --target console --backoff-policy exponental", "did you mean 'exponential'?")]
    [InlineData("create trigger --target console --timeout soon", "give a duration, as 500ms, 2s, 1m30s or PT2S")]
    [InlineData("create trigger --target console --filter {", "--filter {: give JSON")]
    [InlineData("create trigger --target console --filter {\"exat\":{\"type\":\"a\"}}", "did you mean 'exact'?")]
    [InlineData("dump -p kubernets", "did you mean 'kubernetes'?")]
    [InlineData("dump -o xml", "give json, yaml or name")]
    [InlineData("import", "say what to import")]
    [InlineData("import --from http://127.0.0.1:1/foo.yaml", "refused")]
    [InlineData("completion", "say what follows \"fabric completion\": bash, zsh, fish, powershell")]
    [InlineData("trigger pause", "trigger pause needs a trigger")]
    [InlineData("stopp", "there is no command \"stopp\" (did you mean 'stop'?)")]
    public async Task What_is_mistyped_or_left_out_is_said(string command, string sentence) => await Refused($"{command} --broker stopped", sentence);

    [Theory]
    [InlineData("import --from {file}", "", "holds no manifests")]
    [InlineData("import --from {file}", "{apiVersion: v1, kind: Secret, metadata: {name: s}}", "holds no broker")]
    [InlineData("send-event --file {file}", "{}", "give a JSON array of payloads")]
    [InlineData("delete -f {file}", "{apiVersion: v1, kind: Secret, metadata: {name: s}}", "there is no secret/s to delete; --ignore-not-found lets that pass")]
    public async Task A_manifest_that_does_not_do_is_said(string command, string text, string sentence) => await Refused($"{command} --broker stopped", sentence, text);

    private static Trial Of(string verb) => Trial.All.FirstOrDefault(trial => trial.Verb == verb) ?? new Trial(verb);

    private static IEnumerable<(string Path, Command Command)> Actions(string path, Command command)
    {
        if (command.Hidden)
            yield break;
        path = path.Length == 0 ? command.Name : $"{path} {command.Name}";
        if (command.Action is not null)
            yield return (path, command);
        foreach (var inner in command.Subcommands.SelectMany(each => Actions(path, each)))
            yield return inner;
    }

    private async Task Refused(string command, string sentence, string text = "")
    {
        var file = Path.Combine(_fabric.Home, $"{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, text);
        var run = await _fabric.Run(command
            .Replace("{file}", file, StringComparison.Ordinal)
            .Replace("{operations}", server.Operations, StringComparison.Ordinal)
            .Replace("{manifest}", server.Manifest, StringComparison.Ordinal));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, run.Code);
    }

    /// <summary>A node with a token and a broker foo; and, at home, a stopped broker with a display.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal FabricCli Fabric { get; } = new();

        public string Address { get; private set; } = "";

        public string Operations => Path.Combine(Fabric.Home, "operations.yaml");

        public string Manifest => Path.Combine(Fabric.Home, "manifest.yaml");

        public async Task InitializeAsync()
        {
            await File.WriteAllTextAsync(Operations, "data: [{operation: add, paths: [{key: a, value: b}]}]");
            await File.WriteAllTextAsync(Manifest, "{apiVersion: eventing.triggermesh.io/v1alpha1, kind: MemoryBroker, metadata: {name: other}}");
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

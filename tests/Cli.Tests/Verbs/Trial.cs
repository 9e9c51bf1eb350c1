namespace Fabric.Cli.Tests.Verbs;

/// <summary>What a verb is tried with, so that it says what is wrong.</summary>
/// <param name="Verb">Its words.</param>
/// <param name="Server">A command line that asks a server; null for a verb that asks none.</param>
/// <param name="Missing">A command line with a name or value that does not exist, and a part of what it says.</param>
/// <param name="File">
/// A command line that reads <c>{file}</c>, and parts of what it says about one that is not YAML (or not JSON, where it reads that)
/// and about one that is, but holds something else.
/// </param>
internal sealed record Trial(
    string Verb, string? Server = null, (string Command, string Says)? Missing = null, (string Command, string Broken, string Other)? File = null)
{
    /// <summary>True where the verb goes on without a file that it cannot read, and says so in its log.</summary>
    public bool WatchesFiles { get; init; }

    /// <summary>
    /// A row for each verb of the CLI. <c>{manifest}</c> and <c>{operations}</c> are files that are right.
    /// </summary>
    public static IReadOnlyList<Trial> All { get; } =
    [
        new("run", Missing: ("run --port 0 --file {file}.not", "there is no such file or folder")) { WatchesFiles = true },
        new("demo"),
        new("create broker", "create broker other", ("create broker foo", "broker \"foo\" already exists")),
        new("create source", "create source webhook --eventType a", ("create source httppoler", "did you mean 'httppoller'?")),
        new("create target", "create target display", ("create target display --source nowhere", "--source nowhere: there is no such component")),
        new("create transformation", "create transformation --from {operations}", ("create transformation --from {operations} --target nowhere", "there is no such component"),
            ("create transformation --from {file}", ":1:", "has neither context: nor data: operations")),
        new("create trigger", "create trigger --target a", ("create trigger --target nowhere", "there is no such component")),
        new("brokers", Missing: ("brokers --set nowhere", "list them with: fabric brokers")),
        new("describe", "describe", ("describe memorybroker nowhere", "see what there is with: fabric get memorybroker")),
        new("get", "get triggers", ("get redisbroker fooo", "did you mean 'foo'?")),
        new("apply", "apply -f {manifest}", ("apply -f {file}.not", "there is no such file or folder"), ("apply -f {file}", ":1:", "is no manifest: apiVersion: is required")),
        new("doctor", "doctor"),
        new("watch", "watch", ("watch nowhere", "o broker \"nowhere\"")),
        new("events", "events", ("events nowhere", "there is no broker \"nowhere\"")),
        new("trace", "trace a", ("trace nowhere", "nowhere")),
        new("trigger lag", "trigger lag", ("trigger lag nowhere", "there is no trigger \"nowhere\"")),
        new("trigger pause", "trigger pause a", ("trigger pause nowhere", "see what there is with: fabric trigger lag")),
        new("trigger resume", "trigger resume a", ("trigger resume nowhere", "there is no trigger \"nowhere\"")),
        new("trigger dead-letters", "trigger dead-letters a", ("trigger dead-letters nowhere", "there is no trigger \"nowhere\"")),
        new("trigger replay", "trigger replay a --from 1", ("trigger replay nowhere --from 1", "there is no trigger \"nowhere\"")),
        new("trigger redrive", "trigger redrive a", ("trigger redrive nowhere", "there is no trigger \"nowhere\"")),
        // Publishing asks for no token; naming a component does.
        new("send-event", "send-event hi --target a", ("send-event hi --target nowhere", "--target nowhere: there is no such component"),
            ("send-event --file {file}", "give a JSON array of payloads", "give a JSON array of payloads")),
        new("logs", Missing: ("logs nowhere --broker stopped", "there is neither a broker nor a component \"nowhere\"")),
        new("delete", "delete memorybroker a", ("delete memorybrokr a", "did you mean 'memorybroker'?"), ("delete -f {file}", ":1:", "is no manifest: apiVersion: is required")),
        new("delete broker", "delete broker a", ("delete broker nowhere", "there is no broker \"nowhere\"")),
        new("delete source", "delete source a", ("delete source nowhere", "there is no source \"nowhere\"")),
        new("delete target", "delete target a", ("delete target nowhere", "see what there is with: fabric describe")),
        new("delete transformation", "delete transformation a", ("delete transformation nowhere", "there is no transformation \"nowhere\"")),
        new("delete trigger", "delete trigger a", ("delete trigger nowhere", "there is no trigger \"nowhere\"")),
        new("dump", "dump", ("dump nowhere", "o broker \"nowhere\"")),
        new("import", "import -f {manifest}", ("import -f {file}.not", "there is no such file or folder"), ("import -f {file}", ":1:", "is no manifest: apiVersion: is required")),
        new("start", Missing: ("start nowhere", "there is no broker \"nowhere\"")),
        new("stop", Missing: ("stop nowhere", "there is no broker \"nowhere\"")),
        new("config get", Missing: ("config get nothing", "\"nothing\" is not set")),
        new("config set", Missing: ("config set context nowhere", "there is no broker \"nowhere\"")),
        new("config set-context", Missing: ("config set-context other", "say where the context is with --server")),
        new("kubeconfig", Missing: ("kubeconfig --context nowhere", "there is no broker \"nowhere\"")),
        new("filter test", Missing: ("filter test --event {file}.not", "there is no such file"),
            File: ("filter test --cesql true --event {file}", "is no JSON", "is no JSON")),
        new("completion bash"),
        new("completion zsh"),
        new("completion fish"),
        new("completion powershell"),
        new("bench"),
        new("bench load"),
        new("bench log", Missing: ("bench log", "bench log needs")),
        new("bench relay"),
        new("bench sink"),
        new("version"),
    ];

    public override string ToString() => Verb;
}

using System.CommandLine;

namespace Fabric.Cli.Verbs;

/// <summary>The table of contents of the CLI: a new verb is a file in this folder and a line here.</summary>
internal static class AllVerbs
{
    public static IEnumerable<Command> Create() =>
    [
        RunVerb.Create(),
        DemoVerb.Create(),
        CreateVerb.Create(),
        BrokersVerb.Create(),
        DescribeVerb.Create(),
        GetVerb.Create(),
        ApplyVerb.Create(),
        DoctorVerb.Create(),
        WatchVerb.Create(),
        EventsVerb.Create(),
        TraceVerb.Create(),
        TriggerVerb.Create(),
        SendEventVerb.Create(),
        LogsVerb.Create(),
        DeleteVerb.Create(),
        DumpVerb.Create(),
        ImportVerb.Create(),
        StartVerb.Create(),
        StopVerb.Create(),
        ConfigVerb.Create(),
        KubeconfigVerb.Create(),
        FilterVerb.Create(),
        CompletionVerb.Create(),
        CompletionVerb.CreateAnswer(),
        BenchVerb.Create(),
        VersionVerb.Create(),
    ];
}

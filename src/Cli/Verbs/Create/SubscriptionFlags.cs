using System.CommandLine;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Verbs.Create;

/// <summary>Which events a component is to get.</summary>
internal static class SubscriptionFlags
{
    public static Option<string[]> Source { get; } = new("--source")
    {
        Description = "Components whose events to take, with commas between them.",
        HelpName = "names",
        DefaultValueFactory = _ => [],
    };

    public static Option<string[]> Types { get; } = new("--eventTypes", "--event-types")
    {
        Description = "Types of events to take, with commas between them; a* is for all that begin with a, *a for all that end with it.",
        HelpName = "types",
        DefaultValueFactory = _ => [],
    };

    public static IReadOnlyList<string> Sources(VerbCall call) => Split(call.Get(Source)!);

    public static IReadOnlyList<string> EventTypes(VerbCall call) => Split(call.Get(Types)!);

    private static string[] Split(string[] values) =>
        [.. values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}

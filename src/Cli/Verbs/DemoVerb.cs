using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Demo;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric demo</c>: two connected clusters on this machine, one of which goes away for a while.</summary>
internal static class DemoVerb
{
    private static readonly Option<bool> Keep = new("--keep")
    {
        Description = "Leave both nodes running and print every address.",
    };

    public static Command Create()
    {
        var command = new Verb(
            "demo",
            "Start two nodes, connect them, post events while one is stopped and restarted, and count what arrives.",
            "fabric demo")
        {
            Keep,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = new DemoRun(parsed.InvocationConfiguration.Output, TimeProvider.System);
            return await run.Play(parsed.GetValue(Keep), cancellationToken);
        });
        return command;
    }
}

using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric version</c>: what this is and what it runs on.</summary>
internal static class VersionVerb
{
    public static Command Create()
    {
        var command = new Command("version", "Show the version of this program and what it runs on.");
        command.SetAction(parsed =>
        {
            var version = typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine("CLI:");
            output.WriteLine($"  Version: {version}");
            output.WriteLine($"  OS/Arch: {RuntimeInformation.RuntimeIdentifier}");
            output.WriteLine($"  Runtime: {RuntimeInformation.FrameworkDescription}");
            return 0;
        });
        return command;
    }
}

using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Output;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric version</c>: what this is and what it runs on.</summary>
internal static class VersionVerb
{
    public static Command Create()
    {
        var verb = new Verb("version", "Show the version of this program, of its components and what it runs on.", "fabric version");
        return verb.Does(Show);
    }

    private static Task Show(VerbCall call)
    {
        var full = typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
        var (version, commit) = (full[0], full.Length > 1 ? full[1] : "unknown");
        var json = new JsonObject
        {
            ["version"] = version,
            ["commit"] = commit,
            ["os"] = RuntimeInformation.RuntimeIdentifier,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
        };
        if (call.Output == OutputFormat.Json)
            call.Printer.Json(json);
        else if (call.Output == OutputFormat.Yaml)
            call.Printer.Yaml(json);
        else
            Write(call.Printer, version, commit);
        return Task.CompletedTask;
    }

    // Everything is in this program: the components have its version, and Docker is asked for only by images.
    private static void Write(Printer printer, string version, string commit)
    {
        printer.Line("CLI:");
        printer.Line($"  Version: {version}");
        printer.Line($"  Commit: {commit}");
        printer.Line($"  OS/Arch: {RuntimeInformation.RuntimeIdentifier.Replace('-', '/')}");
        printer.Line($"  Runtime: {RuntimeInformation.FrameworkDescription}");
        printer.Line("Fabric:");
        printer.Line($"  Components version: {version}");
        printer.Line("Docker:");
        printer.Line("  not needed");
    }
}

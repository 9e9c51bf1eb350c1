using System.CommandLine;
using Fabric.Silo.Settings;

namespace Fabric.Silo;

/// <summary>The command line: one flag for each setting, and <c>--config</c>.</summary>
internal static class SiloCommand
{
    public static RootCommand Create()
    {
        var config = new Option<string?>("--config")
        {
            Description = "A YAML file with one 'name: value' a line; the names are those of the flags.",
            HelpName = "file",
        };
        var flags = SiloSettings.All.ToDictionary(setting => setting, Flag);
        var root = new RootCommand(
            """
            A silo of a Fabric cluster: brokers, triggers and sources as virtual grains, and the edge that serves them all.

            Every flag is also a variable: --cluster-id is FABRIC_CLUSTER_ID. A flag wins over a variable, a variable over the file.

            Example:
              fabric-silo --clustering postgres --postgres 'Host=127.0.0.1;Database=fabric;Username=fabric'
            """)
        {
            config,
        };
        foreach (var flag in flags.Values)
            root.Add(flag);
        root.SetAction((parsed, stop) =>
        {
            var reader = new SettingsReader(Environment.GetEnvironmentVariable);
            var options = reader.Read(
                parsed.GetValue(config),
                setting => parsed.GetResult(flags[setting]) is null ? null : parsed.GetValue(flags[setting]) ?? (setting.IsSwitch ? "true" : ""));
            return Run(options, reader.Faults, parsed.InvocationConfiguration, stop);
        });
        return root;
    }

    private static Option<string?> Flag(SiloSetting setting) => new("--" + setting.Name)
    {
        Description = setting.Description,
        HelpName = setting.HelpName,
        Arity = setting.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };

    private static async Task<int> Run(
        SiloOptions options, IReadOnlyList<string> faults, InvocationConfiguration console, CancellationToken stop)
    {
        foreach (var fault in faults)
            await console.Error.WriteLineAsync($"fabric-silo: {fault}");
        return faults.Count > 0 ? 2 : await SiloRun.Run(options, console.Output, console.Error, stop);
    }
}

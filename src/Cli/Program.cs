using System.CommandLine;
using Fabric.Cli.Verbs;

var root = new RootCommand("Fabric moves events between services and between clusters.")
{
    RunVerb.Create(),
    DemoVerb.Create(),
    VersionVerb.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

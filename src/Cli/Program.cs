using System.CommandLine;
using Fabric.Cli.Verbs;

var root = new RootCommand("Fabric moves events between services and between clusters.")
{
    RunVerb.Create(),
    DemoVerb.Create(),
    VersionVerb.Create(),
};

// SIGTERM and Ctrl-C cancel the verb's token; a node then has this long to stop in order.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });

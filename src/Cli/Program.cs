using System.CommandLine;
using System.CommandLine.Invocation;
using Fabric.Cli.Calls;
using Fabric.Cli.Verbs;

var root = new RootCommand("Fabric moves events between services and between clusters.");
SharedOptions.AddTo(root);
VerbHelp.AddTo(root);
foreach (var verb in AllVerbs.Create())
    root.Subcommands.Add(verb);

// A payload may begin with @, which is no file of options here.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Action is ParseErrorAction || UsageErrors.HidesOne(parsed))
    return UsageErrors.Tell(parsed, Console.Error);

// SIGTERM and Ctrl-C cancel the verb's token; a node then has this long to stop in order.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });

using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Verbs.Create;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric create</c>: one file per thing to create, in <c>Verbs/Create</c>.</summary>
internal static class CreateVerb
{
    public static Command Create() => new Verb(
        "create",
        "Create a broker, or something around one.",
        "fabric create broker foo")
    {
        CreateBrokerVerb.Create(),
        CreateSourceVerb.Create(),
        CreateTargetVerb.Create(),
        CreateTransformationVerb.Create(),
        CreateTriggerVerb.Create(),
    };
}

using Fabric.Cli.Calls;

namespace Fabric.Cli.Contexts;

/// <summary>What can be done only with nodes of this machine.</summary>
internal static class LocalContexts
{
    /// <exception cref="Refusal">The context is a server that this CLI did not start.</exception>
    public static void Check(Context context, string verb)
    {
        if (!context.IsLocal)
            throw new Refusal($"\"{context.Name}\" is a server elsewhere ({context.Server.GetLeftPart(UriPartial.Authority)}); {verb} works only on brokers made here with fabric create broker");
    }
}

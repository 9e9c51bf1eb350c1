using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Contexts;
using Fabric.Filters;

namespace Fabric.Cli.Components;

/// <summary>Chooses the broker that is meant.</summary>
internal static class BrokerChoice
{
    /// <param name="brokers">The brokers there are.</param>
    /// <param name="name">The one meant; null where there should be but one.</param>
    /// <param name="context">Where they are.</param>
    /// <exception cref="Refusal">There is no such broker, or one must be named.</exception>
    public static JsonObject Of(IReadOnlyList<JsonObject> brokers, string? name, Context context)
    {
        var names = string.Join(", ", brokers.Select(each => each.Name()));
        if (name is null)
        {
            return brokers.Count switch
            {
                1 => brokers[0],
                0 => throw new Refusal($"there is no broker in namespace {context.Namespace} of {context.Server.Authority}; make one with fabric create broker foo"),
                _ => throw new Refusal($"say which broker with --broker: {names}"),
            };
        }

        return brokers.FirstOrDefault(each => each.Name() == name)
            ?? throw new Refusal($"there is no broker \"{name}\" in namespace {context.Namespace} of {context.Server.Authority}"
                + (names.Length == 0 ? "" : $"{NearestName.Hint(name, brokers.Select(each => each.Name()))}; there is {names}"));
    }
}

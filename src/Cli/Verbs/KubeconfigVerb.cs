using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric kubeconfig</c>: what kubectl needs to talk to a node or cluster.</summary>
internal static class KubeconfigVerb
{
    public static Command Create() => new Verb(
        "kubeconfig",
        "Print a kubeconfig for the node of the current context, or of --server.",
        "fabric kubeconfig > fabric.kubeconfig && kubectl --kubeconfig fabric.kubeconfig get triggers.eventing.triggermesh.io").Does(Print);

    private static Task Print(VerbCall call)
    {
        var context = call.Context;
        // Over plain http kubectl sends what the address holds and nothing else; the node takes the token as a password.
        var (server, user) = (context.Server.GetLeftPart(UriPartial.Authority), new JsonObject());
        if (context.Token is { } token && context.Server.Scheme == "https")
            user["token"] = token;
        else if (context.Token is { } password)
            server = $"http://fabric:{Uri.EscapeDataString(password)}@{context.Server.Authority}";

        call.Printer.Yaml(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = context.Name,
            ["clusters"] = Named(context.Name, "cluster", new JsonObject { ["server"] = server }),
            ["users"] = Named(context.Name, "user", user),
            ["contexts"] = Named(context.Name, "context", new JsonObject
            {
                ["cluster"] = context.Name,
                ["user"] = context.Name,
                ["namespace"] = context.Namespace,
            }),
        });
        return Task.CompletedTask;
    }

    private static JsonArray Named(string name, string field, JsonObject value) => [new JsonObject { ["name"] = name, [field] = value }];
}

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
        var user = new JsonObject();
        // kubectl sends no bearer token over plain http; the node takes the token as a password, too.
        if (context.Token is { } token)
        {
            user["username"] = context.Server.Scheme == "https" ? null : "fabric";
            user[context.Server.Scheme == "https" ? "token" : "password"] = token;
            if (user["username"] is null)
                user.Remove("username");
        }

        call.Printer.Yaml(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = context.Name,
            ["clusters"] = Named(context.Name, "cluster", new JsonObject { ["server"] = context.Server.GetLeftPart(UriPartial.Authority) }),
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

using System.Text.Json.Nodes;
using Fabric.Cli.Components;

namespace Fabric.Cli.Dumps;

/// <summary>Plain Deployments and Services: for a Kubernetes that has nothing installed.</summary>
internal static class GenericKubernetesDump
{
    private const int Port = 8080;

    public static IEnumerable<JsonObject> Of(Dump dump) =>
        Containers.Of(dump).SelectMany(container => (IEnumerable<JsonObject>)[Deployment(container, dump), Service(container, dump)]);

    private static JsonObject Deployment(Container container, Dump dump)
    {
        var deployment = Head("apps/v1", "Deployment", container, dump);
        deployment["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = container.Name } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = container.Name } },
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["env"] = new JsonArray([.. container.Environment.Select(each => new JsonObject { ["name"] = each.Key, ["value"] = each.Value })]),
                        ["image"] = container.Image,
                        ["name"] = container.Name,
                        ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = Port }),
                    }),
                },
            },
        };
        return deployment;
    }

    private static JsonObject Service(Container container, Dump dump)
    {
        var service = Head("v1", "Service", container, dump);
        service["spec"] = new JsonObject
        {
            ["ports"] = new JsonArray(new JsonObject { ["port"] = Port, ["targetPort"] = Port }),
            ["selector"] = new JsonObject { ["app"] = container.Name },
        };
        return service;
    }

    private static JsonObject Head(string version, string kind, Container container, Dump dump) => new()
    {
        ["apiVersion"] = version,
        ["kind"] = kind,
        ["metadata"] = new JsonObject
        {
            ["labels"] = new JsonObject { ["app"] = container.Name, [Manifests.ContextLabel] = dump.Broker.Name() },
            ["name"] = container.Name,
        },
    };
}

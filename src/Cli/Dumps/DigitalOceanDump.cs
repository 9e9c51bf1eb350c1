using System.Text.Json.Nodes;

namespace Fabric.Cli.Dumps;

/// <summary>An app of DigitalOcean's App Platform, from TriggerMesh's images on Docker Hub.</summary>
/// <param name="region">Where it runs, as <c>fra</c>.</param>
/// <param name="instance">The size of each machine, as <c>professional-xs</c>.</param>
internal sealed class DigitalOceanDump(string region, string instance)
{
    private const int Port = 8080;

    public JsonObject Of(Dump dump)
    {
        var containers = Containers.Of(dump).ToList();
        return new JsonObject
        {
            ["name"] = Components.Manifests.Name(dump.Broker),
            ["region"] = region,
            ["services"] = new JsonArray([.. containers.Where(each => !each.IsWorker).Select(Service)]),
            ["workers"] = new JsonArray([.. containers.Where(each => each.IsWorker).Select(Part)]),
        };
    }

    private JsonObject Service(Container container)
    {
        var service = Part(container);
        service["internal_ports"] = new JsonArray(Port);
        return service;
    }

    private JsonObject Part(Container container)
    {
        var (repository, tag) = Image(container.Image);
        return new JsonObject
        {
            ["name"] = container.Name,
            ["envs"] = new JsonArray([.. container.Environment.Select(each => new JsonObject { ["key"] = each.Key, ["value"] = each.Value })]),
            ["image"] = new JsonObject
            {
                ["registry"] = "triggermesh",
                ["registry_type"] = "DOCKER_HUB",
                ["repository"] = repository,
                ["tag"] = tag,
            },
            ["instance_count"] = 1,
            ["instance_size_slug"] = instance,
        };
    }

    private static (string Repository, string Tag) Image(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (name[..colon], name[(colon + 1)..]) : (name, "latest");
    }
}

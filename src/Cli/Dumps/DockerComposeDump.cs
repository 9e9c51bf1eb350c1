using System.Text.Json.Nodes;

namespace Fabric.Cli.Dumps;

/// <summary>A <c>docker-compose.yaml</c> of TriggerMesh's containers.</summary>
internal static class DockerComposeDump
{
    public static JsonObject Of(Dump dump) => new()
    {
        ["services"] = new JsonObject(Containers.Of(dump).Select(container => KeyValuePair.Create(container.Name, (JsonNode?)Service(container)))),
    };

    private static JsonObject Service(Container container) => new()
    {
        ["container_name"] = container.Name,
        ["environment"] = new JsonArray([.. container.Environment.Select(each => JsonValue.Create($"{each.Key}={each.Value}"))]),
        ["image"] = container.Image,
        // The host's side is left to Docker, which finds a free port.
        ["ports"] = new JsonArray("8080"),
    };
}

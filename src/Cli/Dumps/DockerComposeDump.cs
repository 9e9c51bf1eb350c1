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
        // Docker Compose takes $NAME for a variable of its own, and $$ for a dollar.
        ["environment"] = new JsonArray([.. container.Environment.Select(each => JsonValue.Create(
            $"{each.Key}={each.Value.Replace("$", "$$", StringComparison.Ordinal)}"))]),
        ["image"] = container.Image,
        // The host's side is left to Docker, which finds a free port.
        ["ports"] = new JsonArray("8080"),
    };
}

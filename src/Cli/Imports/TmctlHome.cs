using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Edge.Manifests;

namespace Fabric.Cli.Imports;

/// <summary>The folder in which tmctl keeps its brokers: <c>BROKER/manifest.yaml</c> and <c>config.yaml</c>.</summary>
internal sealed class TmctlHome(string folder)
{
    public static string DefaultFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".triggermesh", "cli");

    /// <summary>The manifest of each broker.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public IReadOnlyList<string> Manifests()
    {
        if (!Directory.Exists(folder))
            throw new Refusal($"there is no folder {folder}; say where tmctl keeps its brokers with --from FOLDER");
        var manifests = Directory.EnumerateDirectories(folder).Select(each => Path.Combine(each, "manifest.yaml"))
            .Where(File.Exists).Order(StringComparer.Ordinal).ToList();
        return manifests.Count > 0 ? manifests : throw new Refusal($"{folder} holds no broker of tmctl (BROKER/manifest.yaml)");
    }

    /// <summary>The broker that tmctl had as its current one; null where it says none.</summary>
    public string? Current()
    {
        var config = Path.Combine(folder, "config.yaml");
        if (!File.Exists(config))
            return null;
        var reading = YamlManifest.Read(File.ReadAllText(config), config);
        return reading.Documents.Length == 1 ? JsonNode.Parse(reading.Documents[0].Manifest.GetRawText()).Text("context") : null;
    }
}

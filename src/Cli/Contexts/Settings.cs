using System.Text.Json.Nodes;

namespace Fabric.Cli.Contexts;

/// <summary>The settings of <c>fabric config</c>, by dotted keys. Nothing needs to be set.</summary>
internal sealed class Settings(string file)
{
    private const string CurrentContext = "context";

    /// <summary>The current context; null where there is none.</summary>
    public string? Context
    {
        get => Find(CurrentContext)?.GetValue<string>();
        set => Set(CurrentContext, value);
    }

    public JsonObject All => File.Exists(file) && JsonNode.Parse(File.ReadAllText(file)) is JsonObject json ? json : [];

    public JsonNode? Find(string key)
    {
        JsonNode? node = All;
        foreach (var part in key.Split('.'))
            node = (node as JsonObject)?[part];
        return node;
    }

    /// <summary>Sets a value; null removes it.</summary>
    public void Set(string key, string? value)
    {
        var all = All;
        var (parts, node) = (key.Split('.'), all);
        foreach (var part in parts[..^1])
        {
            if (node[part] is not JsonObject below)
                node[part] = below = [];
            node = below;
        }

        if (value is null)
            node.Remove(parts[^1]);
        else
            node[parts[^1]] = value;
        PrivateFile.Write(file, all.ToJsonString());
    }
}

using System.Text.Json.Nodes;

namespace Fabric.Cli.Contexts;

/// <summary>The folder that holds all state of the CLI: <c>$FABRIC_HOME</c>, else <c>~/.fabric</c>.</summary>
internal sealed class FabricHome(string folder)
{
    public static FabricHome Default => new(
        Environment.GetEnvironmentVariable("FABRIC_HOME") is { Length: > 0 } home
            ? Path.GetFullPath(home)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fabric"));

    public string Folder => folder;

    /// <summary>The settings of <c>fabric config</c>.</summary>
    public Settings Settings => new(Path.Combine(folder, "config.json"));

    public string FolderOf(string context) => Path.Combine(folder, "contexts", context);

    /// <summary>Every context, by name.</summary>
    public IReadOnlyList<Context> Contexts()
    {
        var contexts = Path.Combine(folder, "contexts");
        if (!Directory.Exists(contexts))
            return [];
        return [.. Directory.EnumerateDirectories(contexts)
            .Select(each => Find(Path.GetFileName(each)))
            .OfType<Context>()
            .OrderBy(context => context.Name, StringComparer.Ordinal)];
    }

    public Context? Find(string name)
    {
        if (!ContextName.IsValid(name))
            return null;
        var file = FileOf(name);
        return File.Exists(file) && JsonNode.Parse(File.ReadAllText(file)) is JsonObject json ? Context.Read(name, json) : null;
    }

    public void Save(Context context)
    {
        Directory.CreateDirectory(FolderOf(context.Name));
        PrivateFile.Write(FileOf(context.Name), context.ToJson().ToJsonString());
    }

    /// <summary>Removes a context with everything it kept.</summary>
    public void Remove(string name)
    {
        if (Directory.Exists(FolderOf(name)))
            Directory.Delete(FolderOf(name), recursive: true);
    }

    private string FileOf(string name) => Path.Combine(FolderOf(name), "context.json");
}

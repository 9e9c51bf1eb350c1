namespace Fabric.Edge.Manifests;

/// <summary>Finds and reads the files that some paths mean.</summary>
internal static class ManifestFiles
{
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    /// <summary>Every file in a fixed order; one that cannot be read comes with the reason instead of its text.</summary>
    public static IReadOnlyList<ManifestFile> Read(IEnumerable<string> paths, long maxLength) =>
        [.. paths.Select(Path.GetFullPath).SelectMany(Find).DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => file.Fault.Length > 0 ? file : Load(file, maxLength))];

    private static IEnumerable<ManifestFile> Find(string path)
    {
        if (File.Exists(path))
            return [new ManifestFile(path, "", "")];
        if (!Directory.Exists(path))
            return [new ManifestFile(path, "", "there is no such file or folder", IsMissing: true)];
        try
        {
            return [.. Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
                .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
                .Select(file => new ManifestFile(file, "", ""))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new ManifestFile(path, "", e.Message)];
        }
    }

    private static ManifestFile Load(ManifestFile file, long maxLength)
    {
        try
        {
            // Four bytes is the longest a character takes.
            return new FileInfo(file.Path).Length > maxLength * 4
                ? file with { Fault = $"the file is larger than {maxLength * 4} bytes; split it" }
                : file with { Text = File.ReadAllText(file.Path) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return file with { Fault = e.Message };
        }
    }
}

/// <summary>One file, or a path that should have been one.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Text">Its content.</param>
/// <param name="Fault">Why it cannot be read; empty where it can.</param>
/// <param name="IsMissing">True where there is nothing at the path.</param>
internal sealed record ManifestFile(string Path, string Text, string Fault, bool IsMissing = false);

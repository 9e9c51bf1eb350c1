namespace Fabric.Embedded.Storage;

/// <summary>Removes a log's folder at one stroke: a crash half-way leaves no log that has lost a part of its events.</summary>
internal static class FolderRemoval
{
    // '+' is in no encoded name.
    private const string Suffix = "+removed";

    /// <summary>Removes the folder with all it holds, and the folder above it where that is empty then.</summary>
    public static void Remove(string folder)
    {
        var removed = folder + Suffix;
        if (Directory.Exists(removed))
            Directory.Delete(removed, recursive: true);
        if (!Directory.Exists(folder))
            return;
        Directory.Move(folder, removed);
        Directory.Delete(removed, recursive: true);
        var above = Path.GetDirectoryName(folder)!;
        if (!Directory.EnumerateFileSystemEntries(above).Any())
            Directory.Delete(above);
    }
}

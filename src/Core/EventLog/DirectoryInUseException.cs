namespace Fabric.EventLog;

/// <summary>A directory is held by a process that runs.</summary>
public sealed class DirectoryInUseException(string directory, int? process, Exception? inner = null)
    : IOException($"The directory {directory} is in use by {Name(process)}. Stop that one or use another directory.", inner)
{
    public string Directory { get; } = directory;

    /// <summary>The id of the process that holds the directory; null where it is not known.</summary>
    public int? Process { get; } = process;

    private static string Name(int? process) => process is { } id ? $"process {id}" : "another process";
}

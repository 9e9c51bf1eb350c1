namespace Fabric.Edge.Manifests;

/// <summary>What a manifest may ask of the process that reads it.</summary>
public sealed class ManifestLimits
{
    public static ManifestLimits Default { get; } = new();

    /// <summary>Longest text of one file or request, in characters. Default 4 Mi.</summary>
    public int MaxLength { get; init; } = 4 * 1024 * 1024;

    /// <summary>Most values in one document, every alias counted as what it stands for. Default 100,000.</summary>
    public int MaxNodes { get; init; } = 100_000;

    /// <summary>Deepest nesting. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;
}

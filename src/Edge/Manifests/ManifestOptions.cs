namespace Fabric.Edge.Manifests;

/// <summary>Which manifests a node takes up, and how it follows their changes.</summary>
public sealed class ManifestOptions
{
    /// <summary>Files, and folders with all below them that ends in <c>.yaml</c>, <c>.yml</c> or <c>.json</c>. Default none.</summary>
    public IList<string> Paths { get; } = [];

    /// <summary>How long a change must be over before it is taken up; what is removed waits twice. Default 250 ms.</summary>
    public TimeSpan Settle { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often everything is read again, for file systems that announce no changes. Default 5 s.</summary>
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromSeconds(5);

    public ManifestLimits Limits { get; set; } = ManifestLimits.Default;
}

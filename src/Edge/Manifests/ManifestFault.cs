namespace Fabric.Edge.Manifests;

/// <summary>Something wrong in a manifest file, and where.</summary>
/// <param name="File">The file as it was named; <c>(request)</c> for a request body.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based; 0 where only the line is known.</param>
/// <param name="Message">What is wrong, with which value, and what to do.</param>
public sealed record ManifestFault(string File, int Line, int Column, string Message)
{
    public override string ToString() =>
        Column > 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}:{Line}: {Message}";
}

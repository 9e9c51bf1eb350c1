namespace Fabric.Resources;

/// <summary>One thing wrong with a manifest.</summary>
/// <param name="Path">The field, as <c>spec.filters[0].exact.type</c>.</param>
/// <param name="Message">What is wrong, with which value, and what to do.</param>
public sealed record Fault(string Path, string Message)
{
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}

using System.Collections.Immutable;
using System.Text.Json;

namespace Fabric.Edge.Manifests;

/// <summary>One manifest as a file declares it.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">Where the document begins, 1-based.</param>
/// <param name="Manifest">The manifest, a JSON object.</param>
/// <param name="Lines">The lines of its fields; none for JSON.</param>
public sealed record ManifestDocument(
    string File, int Line, JsonElement Manifest, FieldLines Lines)
{
    /// <summary>The line of a field, else of the nearest field around it.</summary>
    public int LineOf(string path)
    {
        for (var rest = path; rest.Length > 0; rest = rest[..Math.Max(0, rest.LastIndexOfAny(['.', '[']))])
        {
            if (Lines.Find(rest) is { } line)
                return line;
        }

        return Line;
    }

    public override string ToString() => $"{File}:{Line}";
}

/// <summary>What a text holds.</summary>
/// <param name="Documents">The manifests that could be read, lists unpacked, in their order.</param>
/// <param name="Faults">Everything that could not; a text with faults should not be acted upon.</param>
public sealed record ManifestReading(ImmutableArray<ManifestDocument> Documents, ImmutableArray<ManifestFault> Faults);

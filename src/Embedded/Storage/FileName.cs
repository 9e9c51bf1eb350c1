namespace Fabric.Embedded.Storage;

/// <summary>Makes a file name of any text, so that no two texts share one and the text can be had back.</summary>
internal static class FileName
{
    // A name has at most 255 bytes; a suffix has to fit as well.
    private const int Longest = 200;

    /// <summary>A relative path without suffix: percent-encoded, and split into folders where it is too long for one name.</summary>
    public static string Encode(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var name = Uri.EscapeDataString(text).Replace(".", "%2E", StringComparison.Ordinal);
        var pieces = name.Chunk(Longest).Select(piece => new string(piece)).ToArray();
        // '+' is in no encoded text, so that a folder never has the name of a file.
        return Path.Combine([.. pieces.SkipLast(1).Select(piece => piece + "+"), pieces[^1]]);
    }

    public static string Decode(string path) =>
        Uri.UnescapeDataString(path.Replace("+" + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
}

using System.Text;
using Fabric.Events;

namespace Fabric.Edge.CloudEvents;

/// <summary>
/// Header names and values of events that many events share (<c>ce-type</c>, <c>ce-source</c>, content types): made once
/// and found again by their bytes. It remembers little: a place for each of 256 hashes, the newest text wins.
/// </summary>
internal sealed class HeaderTexts
{
    private const int LongestRemembered = 256;

    private readonly Entry?[] _values = new Entry?[256];
    private readonly Entry?[] _plain = new Entry?[256];
    private readonly Entry?[] _names = new Entry?[256];

    /// <summary>An attribute's value as a header's.</summary>
    public string Value(ReadOnlySpan<byte> utf8) => Find(_values, utf8, static utf8 => HeaderEncoding.Encode(utf8));

    /// <summary>Text as it is.</summary>
    public string Plain(ReadOnlySpan<byte> utf8) => Find(_plain, utf8, static utf8 => Encoding.UTF8.GetString(utf8));

    /// <summary>The header of an extension.</summary>
    public string Name(ReadOnlySpan<byte> extension) =>
        Find(_names, extension, static utf8 => BinaryHeaders.Prefix + Encoding.UTF8.GetString(utf8));

    private static string Find(Entry?[] entries, ReadOnlySpan<byte> utf8, Func<ReadOnlySpan<byte>, string> make)
    {
        if (utf8.Length > LongestRemembered)
            return make(utf8);
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var place = ref entries[hash.ToHashCode() & 0xFF];
        var entry = Volatile.Read(ref place);
        if (entry is null || !utf8.SequenceEqual(entry.Utf8))
            Volatile.Write(ref place, entry = new Entry(utf8.ToArray(), make(utf8)));
        return entry.Text;
    }

    private sealed record Entry(byte[] Utf8, string Text);
}

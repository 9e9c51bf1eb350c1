using System.Globalization;
using System.Text.RegularExpressions;

namespace Fabric.Cli.Demo;

/// <summary>Reads what a display printed to a growing file: whole event blocks, and the numbers in their data.</summary>
internal sealed partial class ArrivalReader(string file)
{
    private const string BlockStart = "☁️";

    private long _position;
    private string _rest = "";

    /// <summary>The numbers of the events printed since the last call.</summary>
    public IReadOnlyList<int> Next()
    {
        _rest += ReadNew();
        var lineEnd = _rest.LastIndexOf('\n');
        if (lineEnd < 0)
            return [];
        var complete = _rest[..(lineEnd + 1)];
        _rest = _rest[(lineEnd + 1)..];
        return [.. Numbered().Matches(complete).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
    }

    /// <summary>The first event block in the file, as printed.</summary>
    public string FirstBlock()
    {
        var text = File.ReadAllText(file);
        var start = text.IndexOf(BlockStart, StringComparison.Ordinal);
        if (start < 0)
            return "";
        var end = text.IndexOf(BlockStart, start + 1, StringComparison.Ordinal);
        return (end < 0 ? text[start..] : text[start..end]).TrimEnd();
    }

    private string ReadNew()
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = _position;
        var text = new StreamReader(stream).ReadToEnd();
        _position = stream.Position;
        return text;
    }

    [GeneratedRegex(@"^  greeting (\d+) from the sender cluster$", RegexOptions.Multiline)]
    private static partial Regex Numbered();
}

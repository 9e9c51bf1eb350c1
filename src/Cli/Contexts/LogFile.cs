using System.Text;

namespace Fabric.Cli.Contexts;

/// <summary>A file that grows, read on from where it was read last.</summary>
/// <param name="name">What it is called.</param>
/// <param name="path">Where it is.</param>
/// <param name="shows">Which of its lines are shown.</param>
internal sealed class LogFile(string name, string path, Func<string, bool> shows)
{
    private long _position;

    public string Name => name;

    /// <summary>Writes the complete lines that came since the last time.</summary>
    public void Copy(TextWriter output, string prefix)
    {
        if (!File.Exists(path))
            return;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = _position = stream.Length < _position ? 0 : _position;
        var text = new StreamReader(stream, Encoding.UTF8).ReadToEnd();
        var end = text.LastIndexOf('\n') + 1;
        _position += Encoding.UTF8.GetByteCount(text.AsSpan(0, end));
        foreach (var line in text[..end].Split('\n')[..^1].Where(shows))
            output.WriteLine(prefix + line);
        output.Flush();
    }
}

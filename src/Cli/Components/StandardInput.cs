using System.Text;

namespace Fabric.Cli.Components;

/// <summary>Reads what is typed or piped in.</summary>
internal static class StandardInput
{
    /// <summary>All lines up to an empty one behind text, or the end.</summary>
    public static async Task<string> ReadToEmptyLine(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        while (await Console.In.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length == 0 && text.Length > 0 && !Console.IsInputRedirected)
                break;
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}

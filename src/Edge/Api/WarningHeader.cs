using System.Text;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>Kubernetes' warnings, which kubectl prints: <c>Warning: 299 - "text"</c>.</summary>
internal static class WarningHeader
{
    private const int Most = 20;
    private const int Longest = 500;

    public static void Add(HttpResponse response, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings.Distinct().Take(Most))
            response.Headers.Append("Warning", $"299 - \"{Quotable(warning)}\"");
    }

    private static string Quotable(string warning)
    {
        var text = new StringBuilder();
        foreach (var letter in warning.Length > Longest ? warning[..Longest] : warning)
        {
            if (letter is '"' or '\\')
                text.Append('\\');
            text.Append(char.IsAscii(letter) && !char.IsControl(letter) ? letter : '?');
        }

        return text.ToString();
    }
}

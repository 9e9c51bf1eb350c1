using System.Text.RegularExpressions;

namespace Fabric.Resources.Validation;

/// <summary>Kubernetes' rules for names (RFC 1123).</summary>
internal static partial class DnsName
{
    /// <summary>What is wrong with a name; null where nothing is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="label">True for a label; false for a subdomain, which may have dots.</param>
    public static string? Fault(string name, bool label)
    {
        if (label)
        {
            return name.Length <= 63 && Label().IsMatch(name)
                ? null
                : $"must be a DNS label (a-z, 0-9 and -, at most 63, no - at either end), but is {Shown.Quote(name)}";
        }

        return name.Length <= 253 && name.Split('.').All(part => Label().IsMatch(part))
            ? null
            : $"must be a DNS name (a-z, 0-9, - and ., at most 253, no - or . at either end), but is {Shown.Quote(name)}";
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Label();
}

using System.Security.Cryptography;
using System.Text;
using Fabric.Delivery;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Sources;

internal enum CredentialsVerdict
{
    Valid,

    /// <summary>No <c>Authorization: Basic</c> header, or one that does not decode.</summary>
    Missing,
    Wrong,
}

/// <summary>Checks <c>Authorization: Basic</c> (RFC 7617) in a time that does not depend on where it differs.</summary>
internal static class BasicCredentials
{
    public static CredentialsVerdict Check(HttpRequest request, IReadOnlyList<BasicAuth> accepted)
    {
        const string scheme = "Basic ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return CredentialsVerdict.Missing;

        var encoded = header.AsSpan(scheme.Length).Trim();
        var decoded = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, decoded, out var length))
            return CredentialsVerdict.Missing;

        var given = SHA256.HashData(decoded.AsSpan(0, length));
        var valid = false;
        foreach (var auth in accepted)
        {
            var wanted = SHA256.HashData(Encoding.UTF8.GetBytes($"{auth.Username}:{auth.Password.Reveal}"));
            valid |= CryptographicOperations.FixedTimeEquals(given, wanted);
        }

        return valid ? CredentialsVerdict.Valid : CredentialsVerdict.Wrong;
    }
}

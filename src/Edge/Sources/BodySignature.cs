using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Sources;

/// <summary>
/// Checks the signature that GitHub and others put on a webhook: <c>X-Hub-Signature-256: sha256=HEX</c>, the
/// HMAC-SHA-256 of the body.
/// </summary>
internal static class BodySignature
{
    public const string Header = "X-Hub-Signature-256";

    /// <summary>True where any of the keys made the request's signature.</summary>
    public static bool Holds(HttpRequest request, ReadOnlySpan<byte> body, IReadOnlyList<Secret> keys)
    {
        const string prefix = "sha256=";
        var header = request.Headers[Header].ToString();
        if (!header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || header.Length != prefix.Length + 64)
            return false;

        Span<byte> given = stackalloc byte[32];
        if (Convert.FromHexString(header.AsSpan(prefix.Length), given, out _, out var decoded) != default || decoded != 32)
            return false;

        Span<byte> wanted = stackalloc byte[32];
        var holds = false;
        foreach (var key in keys)
        {
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal), body, wanted);
            holds |= CryptographicOperations.FixedTimeEquals(given, wanted);
        }

        return holds;
    }
}

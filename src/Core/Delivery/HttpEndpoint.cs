using System.Collections.Immutable;

namespace Fabric.Delivery;

/// <summary>An HTTP server to talk to, and how.</summary>
public sealed record HttpEndpoint
{
    /// <summary>An absolute http or https address.</summary>
    public required Uri Uri { get; init; }

    public BasicAuth? BasicAuth { get; init; }

    /// <summary>Sent with every request.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>True accepts any server certificate; ignored where <see cref="CaCertificate"/> is given.</summary>
    public bool SkipVerify { get; init; }

    /// <summary>PEM; the only authority trusted. Null for the system's.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>Host names, with or without a port, to connect to elsewhere: <c>app.com → 127.0.0.1:5000</c>.</summary>
    public ImmutableDictionary<string, string> Resolve { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for an endpoint that says the same.</summary>
    public bool Equals(HttpEndpoint? other) =>
        other is not null && Uri.OriginalString == other.Uri.OriginalString && BasicAuth == other.BasicAuth
        && SkipVerify == other.SkipVerify && CaCertificate == other.CaCertificate
        && Same(Headers, other.Headers) && Same(Resolve, other.Resolve);

    public override int GetHashCode() => Uri.OriginalString.GetHashCode(StringComparison.Ordinal);

    private static bool Same(ImmutableDictionary<string, string> left, ImmutableDictionary<string, string> right) =>
        left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var value) && value == entry.Value);
}

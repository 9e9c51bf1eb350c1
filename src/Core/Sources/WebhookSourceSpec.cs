using System.Collections.Immutable;
using Fabric.Delivery;

namespace Fabric.Sources;

/// <summary>What of a webhook request becomes extension attributes (<c>eventExtensionAttributes.from</c>).</summary>
[Flags]
public enum RequestParts
{
    None = 0,
    Method = 1,
    Path = 2,
    Host = 4,
    Queries = 8,
    Headers = 16,
}

/// <summary>Turns every HTTP request into an event (TriggerMesh WebhookSource).</summary>
public sealed record WebhookSourceSpec : SourceSpec
{
    public required string EventType { get; init; }

    /// <summary>The CloudEvents source; <c>namespace.name</c> by default.</summary>
    public required string EventSource { get; init; }

    public RequestParts Extensions { get; init; }

    /// <summary>Null without authentication.</summary>
    public BasicAuth? BasicAuth { get; init; }

    /// <summary>The value of <c>Access-Control-Allow-Origin</c>; null for none.</summary>
    public string? CorsAllowOrigin { get; init; }

    /// <summary>Keys, any of which may have signed the body as <c>X-Hub-Signature-256: sha256=hex(HMAC-SHA-256)</c>; empty for none.</summary>
    public ImmutableArray<Secret> SignatureKeys { get; init; } = [];
}

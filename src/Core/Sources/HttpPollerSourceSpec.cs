using System.Collections.Immutable;
using Fabric.Delivery;

namespace Fabric.Sources;

/// <summary>Asks an HTTP endpoint at an interval and makes an event of each answer (TriggerMesh HTTPPollerSource).</summary>
public sealed record HttpPollerSourceSpec : SourceSpec
{
    public required HttpEndpoint Endpoint { get; init; }

    /// <summary>GET, POST, PUT, PATCH or DELETE; never with a body.</summary>
    public required string Method { get; init; }

    /// <summary>Between two polls; the first happens at once.</summary>
    public required TimeSpan Interval { get; init; }

    public required string EventType { get; init; }

    /// <summary>The CloudEvents source; <c>namespace.name</c> by default.</summary>
    public required string EventSource { get; init; }

    /// <summary>How long one poll may take. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True makes <c>datacontenttype</c> what the server said; false (as TriggerMesh) always <c>application/json</c>.</summary>
    public bool KeepContentType { get; init; }

    /// <summary>True sends <c>If-None-Match</c> and <c>If-Modified-Since</c>; an unchanged answer (304) makes no event.</summary>
    public bool Conditional { get; init; }
}

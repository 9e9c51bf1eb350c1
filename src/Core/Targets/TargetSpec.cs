using System.Collections.Immutable;
using Fabric.Delivery;
using Fabric.Transformations;

namespace Fabric.Targets;

/// <summary>A target with its references and secrets resolved.</summary>
public abstract record TargetSpec
{
    public required ResourceName Name { get; init; }

    /// <summary>The name that TriggerMesh gives the workload, <c>cloudeventstarget-gateway-out</c>: also the first label of its host.</summary>
    public required string Workload { get; init; }
}

/// <summary>Shows events: on the node's standard output and at <c>/displays/NAMESPACE/NAME/events</c>.</summary>
public sealed record DisplaySpec : TargetSpec
{
    /// <summary>How many events are kept for reading. Default 1,000.</summary>
    public int Keep { get; init; } = 1_000;
}

/// <summary>Sends events on as CloudEvents (TriggerMesh CloudEventsTarget) and relays the answer.</summary>
public sealed record CloudEventsTargetSpec : TargetSpec
{
    /// <summary>The endpoint, <c>spec.path</c> appended.</summary>
    public required HttpEndpoint Endpoint { get; init; }

    /// <summary>True asks the endpoint for its consent first (CloudEvents HTTP 1.1 Web Hooks, section 4). Default false.</summary>
    public bool Handshake { get; init; }
}

/// <summary>Makes an HTTP request of each event and an event of each answer (TriggerMesh HTTPTarget).</summary>
public sealed record HttpTargetSpec : TargetSpec
{
    public required HttpEndpoint Endpoint { get; init; }

    /// <summary>GET, POST, PUT, PATCH or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>The type of the reply event. Default <c>io.triggermesh.targets.response</c>.</summary>
    public string ResponseType { get; init; } = "io.triggermesh.targets.response";

    /// <summary>The source of the reply event. Default <c>io.triggermesh.httptarget.NAMESPACE.NAME</c>.</summary>
    public required string ResponseSource { get; init; }

    /// <summary>OAuth 2.0 client credentials; null without.</summary>
    public OAuthClient? OAuth { get; init; }
}

/// <summary>Makes one event of another (TriggerMesh Transformation), as the reply or for a sink.</summary>
public sealed record TransformationSpec : TargetSpec
{
    public required Transformation Transformation { get; init; }

    /// <summary>Where the new event goes; null replies with it to whoever sent the old one.</summary>
    public Destination? Sink { get; init; }
}

/// <summary>OAuth 2.0 client credentials (RFC 6749, section 4.4).</summary>
public sealed record OAuthClient(string ClientId, Secret ClientSecret, Uri TokenUrl, ImmutableArray<string> Scopes);

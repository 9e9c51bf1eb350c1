using Fabric.Events;

namespace Fabric.Edge.CloudEvents;

/// <summary>What an HTTP message turned out to hold.</summary>
public sealed record CloudEventReadResult
{
    /// <summary>The events; null when the message was refused, empty for an empty batch.</summary>
    public EventBatch? Events { get; init; }

    /// <summary>
    /// 200: events. 400: malformed. 413: larger than <see cref="EventLimits"/> allow. 415: no CloudEvent, or a format
    /// that is not known here.
    /// </summary>
    public required int StatusCode { get; init; }

    /// <summary>Why the message was refused: <c>text/plain</c>, one line for each fault. Empty with 200.</summary>
    public string Problem { get; init; } = "";

    /// <summary>True where the message claims to be a CloudEvent, well-formed or not.</summary>
    public bool IsCloudEvent { get; init; }

    /// <summary>True for a response with neither a CloudEvent nor a body: no reply. Requests do not tell.</summary>
    public bool IsEmpty { get; init; }

    internal static CloudEventReadResult From(EventParseOutcome outcome) => new()
    {
        Events = outcome.Events,
        StatusCode = outcome.Events is not null ? 200 : outcome.TooLarge ? 413 : 400,
        Problem = outcome.Problem,
        IsCloudEvent = true,
    };

    internal static CloudEventReadResult NotACloudEvent(string problem) => new() { StatusCode = 415, Problem = problem };
}

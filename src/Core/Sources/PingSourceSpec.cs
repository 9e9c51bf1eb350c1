namespace Fabric.Sources;

/// <summary>Sends a fixed event on a schedule (Knative PingSource).</summary>
public sealed record PingSourceSpec : SourceSpec
{
    /// <summary>Cron: five fields, or six with seconds first.</summary>
    public required CronSchedule Schedule { get; init; }

    /// <summary>The CloudEvents source, <c>/apis/v1/namespaces/NAMESPACE/pingsources/NAME</c>.</summary>
    public required string EventSource { get; init; }

    /// <summary>The CloudEvents type. Default <c>dev.knative.sources.ping</c>.</summary>
    public string EventType { get; init; } = "dev.knative.sources.ping";

    public string? ContentType { get; init; }

    /// <summary>The payload; null for none.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    public bool Equals(PingSourceSpec? other) =>
        base.Equals(other) && Schedule.Equals(other!.Schedule) && EventSource == other.EventSource && EventType == other.EventType
        && ContentType == other.ContentType && Data.HasValue == other.Data.HasValue
        && Data.GetValueOrDefault().Span.SequenceEqual(other.Data.GetValueOrDefault().Span);

    public override int GetHashCode() => base.GetHashCode();
}

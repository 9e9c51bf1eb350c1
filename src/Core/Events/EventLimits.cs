using System.ComponentModel.DataAnnotations;

namespace Fabric.Events;

/// <summary>How large an event and a batch may be; what is larger is refused with 413.</summary>
public sealed class EventLimits
{
    /// <summary>The data of one event, in bytes. Default 1 MiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxEventBytes { get; init; } = 1 << 20;

    /// <summary>The body of one batched request, in bytes. Default 16 MiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxBatchBytes { get; init; } = 16 << 20;

    /// <summary>Events in one batch. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxBatchEvents { get; init; } = 10_000;

    /// <summary>Attributes of one event. Default 256.</summary>
    [Range(4, 4096)]
    public int MaxAttributes { get; init; } = 256;

    /// <summary>All attribute names and values of one event together, in bytes. Default 64 KiB.</summary>
    [Range(64, 1 << 24)]
    public int MaxAttributeBytes { get; init; } = 64 << 10;

    /// <summary>A <c>tracestate</c> that is longer is dropped, as W3C Trace Context allows. Default 512 bytes.</summary>
    [Range(0, 8192)]
    public int MaxTraceStateBytes { get; init; } = 512;

    /// <summary>
    /// The body of a structured request: an event at its limits in which JSON escapes every byte (<c>\u0001</c>), but
    /// never more than a batch may have.
    /// </summary>
    public long MaxStructuredBytes => Math.Min(MaxBatchBytes, 6L * (MaxEventBytes + MaxAttributeBytes));
}

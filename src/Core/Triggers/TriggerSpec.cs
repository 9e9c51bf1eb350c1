using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Filters;

namespace Fabric.Triggers;

/// <summary>In which order a trigger delivers.</summary>
public enum DeliveryOrder
{
    /// <summary>As fast as <see cref="TriggerSpec.MaxInFlight"/> allows. The default.</summary>
    Unordered = 0,

    /// <summary>One at a time for each <c>partitionkey</c>, else each <c>source</c>; keys do not wait for each other.</summary>
    Ordered = 1,
}

/// <summary>What a trigger is to do: its manifest with every reference resolved.</summary>
public sealed record TriggerSpec
{
    public required ResourceName Broker { get; init; }

    /// <summary>How many partitions the broker has; the trigger reads each.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>True where the broker outlives the process, and so do cursor and dead letters.</summary>
    public bool Durable { get; init; }

    /// <summary>What to deliver; null for everything.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Where to deliver; null while the reference resolves to nothing: events wait in the broker.</summary>
    public Destination? Target { get; init; }

    /// <summary>Where undeliverable events go; null keeps them in the trigger's own dead letter list.</summary>
    public Destination? DeadLetterSink { get; init; }

    public RetryPolicy Retry { get; init; } = new();

    public DeliveryOrder Order { get; init; }

    /// <summary>Most deliveries open at once, 1 to 10,000. Default 64.</summary>
    public int MaxInFlight { get; init; } = 64;

    /// <summary>Where a new trigger begins. Has no effect on one that has a cursor.</summary>
    public StartPosition Start { get; init; } = StartPosition.Latest;

    /// <summary>Events at or behind this offset are not delivered (<c>bounds.byId.end</c>); null for no end.</summary>
    public Offset? EndOffset { get; init; }

    /// <summary>Events appended at or after this time are not delivered (<c>bounds.byDate.end</c>); null for no end.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>True stops deliveries; events wait in the broker.</summary>
    public bool Paused { get; init; }

    /// <summary>Why the trigger must not deliver (an invalid filter, …), for a person; null where nothing is wrong.</summary>
    public string? Hold { get; init; }
}

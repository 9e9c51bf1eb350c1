using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>
/// Reads what a broker is to be. A bound that cannot be read is no bound: a typing error in a manifest must not remove
/// events.
/// </summary>
internal static class BrokerSpecs
{
    /// <summary>The spec, or why the broker cannot exist.</summary>
    public static (BrokerSpec? Spec, string? Problem) Of(CheckedResource broker, StorageKind durable) => broker.Key switch
    {
        { Kind: "MemoryBroker" } => (Memory(broker), null),
        { Kind: "RedisBroker" } => (Redis(broker, durable), null),
        { Group: "eventing.knative.dev" } => (new() { Storage = durable, Limits = LogLimits.FileDefault }, null),
        _ => Own(broker, durable),
    };

    private static BrokerSpec Memory(CheckedResource broker)
    {
        var size = broker.Spec["memory"].Either("bufferSize", "streamMaxLen");
        var bound = broker.HasFaultAt("spec.memory") ? null : size.Integer ?? LogLimits.MemoryDefault.MaxEvents;
        return new() { Limits = LogLimits.MemoryDefault with { MaxEvents = bound } };
    }

    private static BrokerSpec Redis(CheckedResource broker, StorageKind durable)
    {
        var length = broker.Spec["redis"]["streamMaxLen"];
        var limits = !length.Exists ? LogLimits.FileDefault
            : length.Integer is > 0 and var most ? new() { MaxEvents = most, Overflow = Overflow.DropOldest }
            : new();
        return new() { Storage = durable, Limits = limits };
    }

    private static (BrokerSpec? Spec, string? Problem) Own(CheckedResource broker, StorageKind durable)
    {
        var spec = broker.Spec;
        if (broker.HasFaultAt("spec.storage", "spec.partitions"))
            return (null, string.Join("; ", broker.Faults));
        var storage = Enum.TryParse<StorageKind>(spec["storage"].Text, out var chosen) ? chosen : StorageKind.Memory;
        if (storage != StorageKind.Memory && storage != durable)
            return (null, $"spec.storage: {storage} is not available on this host; choose Memory or {durable}");
        var read = new BrokerSpec
        {
            Storage = storage,
            Partitions = (int)(spec["partitions"].Integer ?? 1),
            Limits = Limits(broker, storage == StorageKind.Memory ? LogLimits.MemoryDefault : LogLimits.FileDefault),
            DedupeWindow = spec["dedupe"]["window"].Duration ?? TimeSpan.Zero,
        };
        return (read, null);
    }

    private static LogLimits Limits(CheckedResource broker, LogLimits defaults)
    {
        var retention = broker.Spec["retention"];
        if (broker.HasFaultAt("spec.retention"))
            defaults = new();
        return defaults with
        {
            MaxBytes = NumberCheck.BytesOf(retention["bytes"]) ?? defaults.MaxBytes,
            MaxAge = retention["age"].Duration ?? defaults.MaxAge,
            MaxEvents = retention["events"].Integer is > 0 and var events ? events : defaults.MaxEvents,
            Overflow = broker.Spec["overflow"].Text == nameof(Overflow.DropOldest) ? Overflow.DropOldest : Overflow.Reject,
        };
    }
}

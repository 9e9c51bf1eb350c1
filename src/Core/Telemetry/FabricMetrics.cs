using System.Diagnostics.Metrics;
using Fabric.Brokers;

namespace Fabric.Telemetry;

/// <summary>
/// What the fabric counts: one method for each thing that happens. Times are seconds. The tag <c>broker</c> or
/// <c>trigger</c> is <c>namespace/name</c>; the numbers that TriggerMesh's <c>broker_ingest_*</c> and <c>broker_trigger_*</c>
/// series show can be derived from them.
/// </summary>
public sealed class FabricMetrics
{
    /// <summary>The name to listen to.</summary>
    public const string MeterName = "Fabric";

    private readonly Counter<long> _accepted;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _publishTime;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _deadLettered;
    private readonly Histogram<double> _deliveryTime;
    private readonly Counter<long> _tailLost;
    private readonly Histogram<double> _syncTime;
    private readonly Histogram<long> _syncBytes;

    public FabricMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _accepted = meter.CreateCounter<long>("fabric.broker.events.accepted", "{event}", "Events kept by a broker.");
        _duplicates = meter.CreateCounter<long>("fabric.broker.events.duplicate", "{event}", "Events acknowledged and not stored again.");
        _refused = meter.CreateCounter<long>("fabric.broker.events.refused", "{event}", "Events that a broker did not take.");
        _publishTime = meter.CreateHistogram<double>("fabric.broker.publish.duration", "s", "From a publish to its answer.");
        _delivered = meter.CreateCounter<long>("fabric.trigger.events.delivered", "{event}", "Events that a target took.");
        _retried = meter.CreateCounter<long>("fabric.trigger.deliveries.retried", "{delivery}", "Deliveries that failed and are tried again.");
        _deadLettered = meter.CreateCounter<long>("fabric.trigger.events.dead_lettered", "{event}", "Events that no attempt could deliver.");
        _deliveryTime = meter.CreateHistogram<double>("fabric.trigger.delivery.duration", "s", "From the start of an attempt to its outcome.");
        _tailLost = meter.CreateCounter<long>("fabric.tail.events.lost", "{event}", "Events that somebody who looked on was not shown.");
        _syncTime = meter.CreateHistogram<double>("fabric.log.sync.duration", "s", "One write and sync of an event log.");
        _syncBytes = meter.CreateHistogram<long>("fabric.log.sync.size", "By", "Bytes made durable by one sync.");
    }

    /// <summary>A broker kept events.</summary>
    public void EventsAccepted(ResourceName broker, int stored, int duplicates, TimeSpan took)
    {
        var tag = new KeyValuePair<string, object?>("broker", Name(_accepted, broker));
        _accepted.Add(stored, tag);
        if (duplicates > 0)
            _duplicates.Add(duplicates, tag);
        _publishTime.Record(took.TotalSeconds, tag);
    }

    /// <summary>A broker did not take events.</summary>
    public void EventsRefused(ResourceName broker, int events, PublishStatus reason)
    {
        if (_refused.Enabled)
            _refused.Add(events, new("broker", broker.ToString()), new("reason", reason.ToString()));
    }

    /// <summary>A target took an event.</summary>
    public void EventDelivered(ResourceName trigger, TimeSpan took)
    {
        var tag = new KeyValuePair<string, object?>("trigger", Name(_delivered, trigger));
        _delivered.Add(1, tag);
        _deliveryTime.Record(took.TotalSeconds, tag);
    }

    /// <summary>An attempt to deliver failed and another one will follow.</summary>
    public void DeliveryRetried(ResourceName trigger, TimeSpan took)
    {
        var tag = new KeyValuePair<string, object?>("trigger", Name(_retried, trigger));
        _retried.Add(1, tag);
        _deliveryTime.Record(took.TotalSeconds, tag);
    }

    /// <summary>An event went to the dead letter sink, or to the trigger's own list.</summary>
    public void DeadLettered(ResourceName trigger) =>
        _deadLettered.Add(1, new KeyValuePair<string, object?>("trigger", Name(_deadLettered, trigger)));

    /// <summary>Somebody who follows a broker's live tail was not shown events.</summary>
    public void TailLost(ResourceName broker, long events) =>
        _tailLost.Add(events, new KeyValuePair<string, object?>("broker", Name(_tailLost, broker)));

    /// <summary>An event log wrote what was waiting and synced it.</summary>
    public void AppendSynced(long bytes, TimeSpan took)
    {
        _syncTime.Record(took.TotalSeconds);
        _syncBytes.Record(bytes);
    }

    private static string? Name(Instrument instrument, ResourceName name) => instrument.Enabled ? name.ToString() : null;
}

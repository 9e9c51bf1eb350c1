using System.Diagnostics.Metrics;
using Fabric.Brokers;
using Fabric.Telemetry;

namespace Fabric.Core.Tests.Telemetry;

public sealed class FabricMetricsTests : IDisposable
{
    private static readonly ResourceName Orders = new("default", "orders");

    private readonly UnobservedMeters _meters = new();
    private readonly MeterListener _listener = new();
    private readonly List<string> _seen = [];

    public FabricMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, _meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, $"{value}", tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, FormattableString.Invariant($"{value}"), tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void What_happens_is_counted_by_broker_and_trigger_and_timed_in_seconds()
    {
        var metrics = new FabricMetrics(_meters);
        metrics.EventsAccepted(Orders, 3, 1, TimeSpan.FromMilliseconds(250));
        metrics.EventsRefused(Orders, 2, PublishStatus.Full);
        metrics.EventDelivered(Orders, TimeSpan.FromSeconds(2));
        metrics.DeadLettered(Orders);
        metrics.AppendSynced(4096, TimeSpan.FromMilliseconds(5));
        Assert.Equal(
        [
            "fabric.broker.events.accepted 3 broker=default/orders",
            "fabric.broker.events.duplicate 1 broker=default/orders",
            "fabric.broker.publish.duration 0.25 broker=default/orders",
            "fabric.broker.events.refused 2 broker=default/orders reason=Full",
            "fabric.trigger.events.delivered 1 trigger=default/orders",
            "fabric.trigger.delivery.duration 2 trigger=default/orders",
            "fabric.trigger.events.dead_lettered 1 trigger=default/orders",
            "fabric.log.sync.duration 0.005",
            "fabric.log.sync.size 4096",
        ], _seen);
    }

    private void See(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = $"{instrument.Name} {value}";
        foreach (var (key, tag) in tags)
            text += $" {key}={tag}";
        _seen.Add(text);
    }
}

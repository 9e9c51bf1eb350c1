using System.Diagnostics.Metrics;

namespace Fabric.Telemetry;

/// <summary>Makes meters for a process that has no metrics pipeline, and for tests.</summary>
public sealed class UnobservedMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Scope = this;
        var meter = new Meter(options);
        lock (_meters)
            _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        lock (_meters)
            _meters.ForEach(meter => meter.Dispose());
    }
}

using System.Collections.Concurrent;
using Fabric.Delivery;
using Fabric.Events;
using Fabric.Resources;
using Fabric.Targets;

namespace Fabric.Edge.Targets;

/// <summary>What the displays of this node show: each event goes to standard output and stays readable for a while.</summary>
internal sealed class Displays(ITopology topology, DisplayPrinter printer)
{
    private static readonly DeliveryOutcome Shown = new(DeliveryStatus.Delivered) { Code = 200 };
    private readonly ConcurrentDictionary<ResourceName, DisplayBuffer> _buffers = new();

    public DeliveryOutcome Show(ResourceName name, DisplaySpec display, EventRecord record)
    {
        // A copy, since the record may be a slice of something much larger.
        var copy = new EventRecord(record.Bytes.ToArray());
        Open(name, display).Add(copy);
        printer.Print(copy);
        return Shown;
    }

    /// <summary>The events of a display; null where none is declared.</summary>
    public DisplayBuffer? Find(ResourceName name) =>
        topology.Current.Targets.GetValueOrDefault(name) is DisplaySpec display ? Open(name, display) : null;

    private DisplayBuffer Open(ResourceName name, DisplaySpec display)
    {
        if (_buffers.TryGetValue(name, out var buffer) && buffer.Keep == display.Keep)
            return buffer;
        ForgetRemoved();
        return _buffers.AddOrUpdate(
            name,
            _ => new DisplayBuffer(display.Keep),
            (_, old) => old.Keep == display.Keep ? old : new DisplayBuffer(display.Keep));
    }

    private void ForgetRemoved()
    {
        foreach (var name in _buffers.Keys)
        {
            if (topology.Current.Targets.GetValueOrDefault(name) is not DisplaySpec)
                _buffers.TryRemove(name, out _);
        }
    }
}

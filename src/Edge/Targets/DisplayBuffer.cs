using Fabric.Events;

namespace Fabric.Edge.Targets;

/// <summary>The newest events of one display, numbered from 0 as they arrive. Any number of readers follow.</summary>
internal sealed class DisplayBuffer(int keep)
{
    public int Keep => keep;

    /// <summary>Very large events leave earlier than <c>keep</c> says.</summary>
    internal const long MaxBytes = 64 << 20;

    private readonly Lock _gate = new();
    private readonly Queue<EventRecord> _events = new();
    private long _next;
    private long _bytes;
    private TaskCompletionSource _changed = NewSignal();

    public void Add(EventRecord record)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _events.Enqueue(record);
            _bytes += record.Bytes.Length;
            _next++;
            while (_events.Count > keep || (_bytes > MaxBytes && _events.Count > 1))
                _bytes -= _events.Dequeue().Bytes.Length;
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.TrySetResult();
    }

    public void Clear()
    {
        lock (_gate)
        {
            _events.Clear();
            _bytes = 0;
        }
    }

    /// <summary>The events kept from a number on, oldest first, the number behind them, and a task that ends when there are more.</summary>
    public (EventRecord[] Events, long Next, Task More) Read(long from)
    {
        lock (_gate)
        {
            var wanted = (int)Math.Clamp(_next - from, 0, _events.Count);
            return ([.. _events.Skip(_events.Count - wanted)], _next, _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using System.Collections.Immutable;
using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Journals;

namespace Fabric.Triggers;

/// <summary>
/// How far one partition was handled: everything before <see cref="Low"/>, and some events behind it. What is read and not
/// handled is a list in offset order, so that both ends cost nothing and one event that fails for a day costs one entry,
/// however many are handled behind it.
/// </summary>
internal sealed class Cursor
{
    private readonly OffsetSet _handledBefore;
    private PendingEvent? _first;
    private PendingEvent? _last;
    private bool _handledSinceLast;

    public Cursor(int partition, Guid log, Offset position, ImmutableArray<OffsetRange> handled)
    {
        Partition = partition;
        Log = log;
        ReadTo = position;
        _handledBefore = new OffsetSet(handled);
    }

    public int Partition { get; }

    /// <summary>The log that the offsets belong to.</summary>
    public Guid Log { get; }

    /// <summary>Where the trigger began to read; 0 where that is not known.</summary>
    public Offset Began { get; init; }

    /// <summary>When a replay was asked for; null for the trigger's own cursor.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>What attempts at its events are made for.</summary>
    public AttemptCause Cause => ReplayedAt is null ? AttemptCause.Delivery : AttemptCause.Replay;

    /// <summary>Where to go on reading.</summary>
    public Offset ReadTo { get; private set; }

    /// <summary>Everything before it was handled.</summary>
    public Offset Low => _first?.Offset ?? ReadTo;

    /// <summary>Events read and not handled.</summary>
    public int Outstanding { get; private set; }

    /// <summary>Events not read again that were handled before a restart.</summary>
    public long HandledAhead => _handledBefore.Count;

    /// <summary>True for an event not read again that was handled before a restart.</summary>
    public bool WasHandledAhead(Offset offset) => _handledBefore.Contains(offset.Value);

    /// <summary>The oldest event read and not handled.</summary>
    public PendingEvent? Oldest => _first;

    /// <summary>What the broker was told last.</summary>
    public Offset Acknowledged { get; set; }

    /// <summary>True once it was replaced: the broker has another log by now.</summary>
    public bool IsStale { get; set; }

    public static Cursor From(CursorState state, DateTimeOffset? replayedAt = null) =>
        new(state.Partition, state.Log, new Offset(state.Position), state.Handled)
        {
            Began = new Offset(state.Began),
            ReplayedAt = replayedAt,
        };

    public static Cursor From(int partition, Subscription subscription) =>
        new(partition, subscription.Log, subscription.Position, []) { Began = subscription.Position };

    /// <summary>True where an offset of that partition and log is one of its own.</summary>
    public bool IsAt(TraceRequest request) => Partition == request.Partition && Log == request.Log;

    /// <summary>The event of an offset, where it was read and is not handled.</summary>
    public PendingEvent? Find(Offset offset)
    {
        var pending = _first;
        while (pending is not null && pending.Offset < offset)
            pending = pending.Next;
        return pending?.Offset == offset ? pending : null;
    }

    /// <summary>The offsets of the events read and not handled.</summary>
    public ImmutableArray<OffsetRange> Unhandled()
    {
        var unhandled = ImmutableArray.CreateBuilder<OffsetRange>(Outstanding);
        for (var pending = _first; pending is not null; pending = pending.Next)
            unhandled.Add(new OffsetRange(pending.Offset.Value, pending.Offset.Value + 1));
        return unhandled.ToImmutable();
    }

    /// <summary>Takes up an event that was read; null where it was handled before a restart, or is left out of a replay.</summary>
    public PendingEvent? Add(EventRecord record)
    {
        if (!_handledBefore.IsEmpty && _handledBefore.Contains(record.Offset))
        {
            _handledSinceLast = true;
            return null;
        }

        var pending = new PendingEvent(this, record) { Previous = _last, HandledBefore = _handledSinceLast };
        _handledSinceLast = false;
        _first ??= pending;
        if (_last is not null)
            _last.Next = pending;
        _last = pending;
        Outstanding++;
        return pending;
    }

    /// <summary>Everything before an offset was read, or is no longer kept.</summary>
    public void Read(Offset next)
    {
        ReadTo = Offset.Max(ReadTo, next);
        if (!_handledBefore.IsEmpty)
            _handledBefore.Trim(ReadTo.Value);
    }

    public void Handled(PendingEvent pending)
    {
        if (pending.Next is { } next)
        {
            next.HandledBefore = true;
            next.Previous = pending.Previous;
        }
        else
        {
            _handledSinceLast = true;
            _last = pending.Previous;
        }

        if (pending.Previous is { } previous)
            previous.Next = pending.Next;
        else
            _first = pending.Next;
        pending.Previous = pending.Next = null;
        Outstanding--;
    }

    public CursorState State()
    {
        var handled = ImmutableArray.CreateBuilder<OffsetRange>();
        for (var pending = _first?.Next; pending is not null; pending = pending.Next)
        {
            if (pending.HandledBefore)
                handled.Add(new OffsetRange(pending.Previous!.Offset.Value + 1, pending.Offset.Value));
        }

        if (_last is not null && _handledSinceLast)
            handled.Add(new OffsetRange(_last.Offset.Value + 1, ReadTo.Value));
        handled.AddRange(_handledBefore.Ranges);
        return new CursorState(Partition, Log, Low.Value, handled.ToImmutable()) { Began = Began.Value };
    }
}

using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>
/// The way into one broker partition: while one call is under way, everything that arrives is joined into the next.
/// Replies have a lane of their own, since they may use a full broker's reserve.
/// </summary>
internal sealed class PublishLane
{
    private const int MostJoinedEvents = 10_000;
    private const long MostJoinedBytes = 16 << 20;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly IFabric _fabric;
    private readonly ResourceName _broker;
    private readonly int _partition;
    private readonly PublishKind _kind;
    private readonly PublishRoom _room;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Queue<PendingPublish> _waiting = [];
    private readonly List<PendingPublish> _sent = [];
    private long _bytes;
    private long _events;
    private bool _isSending;
    private bool _isTimed;

    public PublishLane(
        IFabric fabric, ResourceName broker, int partition, PublishKind kind, PublishRoom room, TimeProvider time)
    {
        (_fabric, _broker, _partition, _kind, _room, _time) = (fabric, broker, partition, kind, room, time);
        _timer = time.CreateTimer(_ => AnswerLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Answers when the broker did or its time is over, or at once where too much waits.</summary>
    public Task<PublishOutcome> Publish(EventBatch events)
    {
        var pending = new PendingPublish(events, _time.GetTimestamp());
        bool send;
        lock (_gate)
        {
            if (!_room.TryTake(events, _bytes, _events))
                return Task.FromResult(new PublishOutcome(PublishStatus.Full,
                    Reason: $"Too many events wait for broker {_broker}.", RetryAfter: RetryAfter));
            _bytes += events.TotalBytes;
            _events += events.Count;
            _waiting.Enqueue(pending);
            send = !_isSending;
            _isSending = true;
            if (!_isTimed)
                SetTimer(AnswerTimeout);
        }

        if (send)
            ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.Send(), this, preferLocal: false);
        return pending.Task;
    }

    // Off the caller's scheduler and trace: it serves other callers too, as long as they keep coming.
    private async Task Send()
    {
        var call = new JoinedPublish(_fabric.Broker(_broker, _partition), _kind);
        while (Next())
        {
            await call.Send(_sent);
            Leave();
        }
    }

    private bool Next()
    {
        var (events, bytes) = (0L, 0L);
        lock (_gate)
        {
            while (_waiting.TryPeek(out var pending))
            {
                events += pending.Events.Count;
                bytes += pending.Events.TotalBytes;
                if (_sent.Count > 0 && (events > MostJoinedEvents || bytes > MostJoinedBytes))
                    break;
                _sent.Add(_waiting.Dequeue());
            }

            _isSending = _sent.Count > 0;
            if (!_isSending)
                SetTimer(Timeout.InfiniteTimeSpan);
            return _isSending;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            foreach (var pending in _sent)
            {
                _bytes -= pending.Events.TotalBytes;
                _events -= pending.Events.Count;
                _room.Return(pending.Events);
            }

            _sent.Clear();
        }
    }

    // A timer for all, set to the oldest: it is late only where the broker is.
    private void AnswerLate()
    {
        lock (_gate)
        {
            _isTimed = false;
            foreach (var pending in _sent.Concat(_waiting))
            {
                var left = AnswerTimeout - _time.GetElapsedTime(pending.Since);
                if (left > TimeSpan.Zero && !pending.Task.IsCompleted)
                {
                    SetTimer(left);
                    return;
                }

                pending.Reply(new PublishOutcome(PublishStatus.Unavailable,
                    Reason: $"Broker {_broker} did not answer within {AnswerTimeout.TotalSeconds} s; the events may be kept all the same."));
            }
        }
    }

    private void SetTimer(TimeSpan left)
    {
        _isTimed = left != Timeout.InfiniteTimeSpan;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }
}

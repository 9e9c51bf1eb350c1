using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Core.Tests.Brokers;

/// <summary>A log that survives being closed, shows what was asked of it, and fails when told to.</summary>
internal sealed class KeptLog(MemoryEventLog inner) : IEventLog
{
    public bool IsOpen { get; set; } = true;

    /// <summary>The furthest offset released.</summary>
    public Offset Released { get; private set; }

    /// <summary>Thrown by the next append.</summary>
    public Exception? AppendFailure { get; set; }

    /// <summary>What the next append answers.</summary>
    public AppendOutcome? AppendAnswer { get; set; }

    public Guid Id => inner.Id;

    public Offset First => inner.First;

    public Offset End => inner.End;

    public Offset Next => inner.Next;

    public LogLimits Limits { get => inner.Limits; set => inner.Limits = value; }

    public long Bytes => inner.Bytes;

    public long Dropped => inner.Dropped;

    public ValueTask<AppendOutcome> Append(
        EventBatch events, Offset expectedNext, bool useReserve, CancellationToken cancellationToken)
    {
        var (failure, answer) = (AppendFailure, AppendAnswer);
        (AppendFailure, AppendAnswer) = (null, null);
        if (failure is not null)
            throw failure;
        return answer is not null
            ? ValueTask.FromResult(answer)
            : inner.Append(events, expectedNext, useReserve, cancellationToken);
    }

    public ValueTask<LogSlice> Read(Offset from, int maxEvents, int maxBytes, CancellationToken cancellationToken) =>
        inner.Read(from, maxEvents, maxBytes, cancellationToken);

    public ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken) =>
        inner.Seek(time, cancellationToken);

    public ValueTask Release(Offset before, CancellationToken cancellationToken)
    {
        Released = Offset.Max(Released, before);
        return inner.Release(before, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        IsOpen = false;
        return ValueTask.CompletedTask;
    }
}

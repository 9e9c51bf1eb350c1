using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Postgres.Logs;

/// <summary>The part of the log that finds out what was committed where no answer came.</summary>
internal sealed partial class PostgresEventLog
{
    private volatile bool _doubt;
    private volatile string? _lost;
    private Task _settling = Task.CompletedTask;

    private static bool IsDoubtful(Exception failure) =>
        failure is not LostClaimException and not DatabaseException { Failure: DatabaseFailure.Refused or DatabaseFailure.Full };

    /// <summary>Lets nobody append before it is known where the log ends.</summary>
    private Task Settle(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            if (_settling.IsCompleted && _doubt)
                _settling = Task.Run(() => SettleAfter(_committing), CancellationToken.None);
            return _settling.WaitAsync(cancellationToken);
        }
    }

    // Once that commit has ended nothing else is committed before the doubt is: all that waited was refused.
    private async Task SettleAfter(Task committing)
    {
        await committing;
        if (!_doubt)
            return;
        try
        {
            await Renew(End);
            Publish();
        }
        catch (LostClaimException lost)
        {
            _lost = lost.Message;
        }

        lock (_gate)
        {
            Volatile.Write(ref _next, _end);
            _doubt = false;
        }
    }

    /// <summary>
    /// Claims the log again, which waits for whatever an old connection still does, and takes over what it committed.
    /// </summary>
    /// <param name="expected">Where the log ends if all was committed that the tail holds.</param>
    private async Task Renew(Offset expected)
    {
        var (claim, last) = await _claims.Renew(_options.Name, _claim, CancellationToken.None);
        _claim = claim;
        if (last.First != _last.First)
            Begin(SegmentCatalog.Empty(claim, last.First));
        await TakeOver(last, expected);
    }

    private async Task TakeOver(Segment last, Offset expected)
    {
        if (last.End == _last.End)
            return;
        if (last.End < _last.End)
            throw new InvalidDataException(
                $"The event log {_options.Name} ended at event {_last.End} and ends at {last.End} now: " +
                "the database lost what it had committed, or was put back to an older state.");
        var records = await new SegmentReader(_database).Read(
            last, _last.End, last.End, int.MaxValue, int.MaxValue, CancellationToken.None);
        // In the tail is what was to be appended; where that was refused, the tail ends before.
        if (last.End != expected)
            lock (_gate)
                _tail.RemoveBefore(last.End);
        Note(records);
    }

    private void Note(EventBatch records)
    {
        foreach (var record in records.Records)
            _last.Index.Add(record.Bytes.Span);
    }
}

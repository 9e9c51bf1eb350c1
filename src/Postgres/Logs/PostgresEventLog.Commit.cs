using System.Diagnostics;
using Fabric.EventLog;
using Microsoft.Extensions.Logging;

namespace Fabric.Postgres.Logs;

/// <summary>The half of the log that commits: one group of appends at a time, in their order, on the thread pool.</summary>
internal sealed partial class PostgresEventLog
{
    private List<PendingAppend> _waiting = [];
    private Task _committing = Task.CompletedTask;
    private bool _isCommitting;
    private bool _upkeep;
    private bool _refusing;

    private SegmentTables Tables => new(_database, _options.Name, _claim);

    private void RequestUpkeep()
    {
        if (_doubt || _lost is not null)
            return;
        _upkeep = true;
        StartCommitting();
    }

    private void StartCommitting()
    {
        if (_isCommitting)
            return;
        _isCommitting = true;
        // Callers have schedulers of their own, on which nothing here must wait for its turn.
        _committing = Task.Run(CommitAll);
    }

    private async Task CommitAll()
    {
        while (NextGroup() is { } group)
        {
            if (await Commit(group))
                await DropSegments();
        }
    }

    private List<PendingAppend>? NextGroup()
    {
        lock (_gate)
        {
            _isCommitting = _waiting.Count > 0 || _upkeep;
            _upkeep = false;
            var group = _waiting;
            _waiting = [];
            return _isCommitting ? group : null;
        }
    }

    private async Task<bool> Commit(List<PendingAppend> group)
    {
        var next = group is [.., var last] ? last.Next : End;
        for (var retry = true; ; retry = false)
        {
            try
            {
                if (_doubt)
                    await Renew(next);
                _doubt = false;
                if (_last.End < next || group.Count == 0)
                    await Write(next);
                break;
            }
            catch (Exception failure)
            {
                _doubt |= IsDoubtful(failure);
                if (retry && _doubt)
                    continue;
                Refuse(group, failure);
                return false;
            }
        }

        Publish();
        foreach (var append in group)
            append.Succeed();
        if (_refusing && group.Count > 0)
            Log.WritesAgain(_logger, _options.Name);
        _refusing = false;
        return true;
    }

    /// <summary>Commits what the tail holds up to an offset, and begins a new segment first where that is due.</summary>
    private async Task Write(Offset next)
    {
        if (RollIsDue())
            await Roll();
        if (next == End)
            return;
        var started = Stopwatch.GetTimestamp();
        var records = _tail.Read(End, next, int.MaxValue, int.MaxValue)!;
        await Tables.Append(_last.First, ChunkCutter.Cut(records.Records), CancellationToken.None);
        _options.Committed?.Invoke(records.TotalBytes, Stopwatch.GetElapsedTime(started));
        Note(records);
    }

    private bool RollIsDue()
    {
        lock (_gate)
        {
            var released = _last.End <= _retention.Released;
            var segmentBytes = Math.Min(_options.SegmentBytes, Limits.MaxBytes / 8 ?? long.MaxValue);
            return _last.Length > 0 && (_last.Length >= segmentBytes || _retention.LastIsExpired(Limits) ||
                (released && _retention.Bytes + _pendingBytes > Limits.MaxBytes) ||
                (Limits.MaxAge is { } age && _last.Index.Oldest is { } oldest && _clock.IsOlder(oldest, age / 8)));
        }
    }

    private async Task Roll()
    {
        await Tables.Roll(_last.Index, CancellationToken.None);
        Begin(SegmentCatalog.Empty(_claim, _last.End));
    }

    private void Begin(Segment segment)
    {
        lock (_gate)
        {
            _retention.Add(segment);
            _last = segment;
        }
    }

    /// <summary>Lets readers see what is committed.</summary>
    private void Publish()
    {
        lock (_gate)
        {
            var bytes = _retention.Segments.Sum(segment => segment.Length) - _retention.Bytes;
            _pendingBytes -= bytes;
            _retention.Grew(bytes);
            Volatile.Write(ref _end, _last.End.Value);
            _tail.KeepNewest(_options.HotBytes, End);
            _dropped.AddRange(_retention.Trim(Limits));
        }
    }

    /// <summary>Takes a group back, and all that was appended behind it.</summary>
    private void Refuse(List<PendingAppend> group, Exception failure)
    {
        if (!_refusing)
            Log.Refuses(_logger, _options.Name, failure.Message);
        _refusing = true;
        List<PendingAppend> refused;
        lock (_gate)
        {
            refused = [.. group, .. _waiting];
            _waiting = [];
            _lost ??= failure is LostClaimException ? failure.Message : null;
            _tail.TruncateTo(End);
            _pendingBytes = 0;
            Volatile.Write(ref _next, _end);
        }

        foreach (var append in refused)
        {
            if (_lost is { } lost)
                append.Conflict(End, lost);
            else if (failure is DatabaseException { Failure: DatabaseFailure.Full })
                append.Refuse(End, failure.Message);
            else
                append.Fail(new IOException(failure.Message, failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Event log {Name} refuses appends until the database takes them again: {Reason}")]
        public static partial void Refuses(ILogger logger, string name, string reason);

        [LoggerMessage(2, LogLevel.Information, "Event log {Name} takes appends again")]
        public static partial void WritesAgain(ILogger logger, string name);

        [LoggerMessage(3, LogLevel.Warning, "{Count} tables of event log {Name} are not needed any more and could not be dropped: {Reason}")]
        public static partial void NotDropped(ILogger logger, int count, string name, string reason);
    }
}

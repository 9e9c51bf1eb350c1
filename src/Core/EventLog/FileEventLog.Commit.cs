using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Fabric.EventLog;

/// <summary>The half of the log that runs on the commit thread: it alone touches the disk for writing.</summary>
public sealed partial class FileEventLog
{
    private void Commit(IReadOnlyList<PendingAppend> group)
    {
        try
        {
            if (RollIsDue())
                Roll();
            if (group is [.., var last])
                Write(last.Next);
        }
        catch (Exception failure)
        {
            Refuse(group, failure);
            return;
        }

        var removed = Publish(group);
        foreach (var append in group)
            append.Succeed();
        Delete(removed);
        if (_refusing)
            Log.WritesAgain(_logger, _files.Directory);
        _refusing = false;
    }

    private void Write(Offset next)
    {
        var started = Stopwatch.GetTimestamp();
        var buffers = _tail.Buffers(End, next);
        _writer.Write(buffers);
        _options.Synced?.Invoke(buffers.Sum(buffer => (long)buffer.Length), Stopwatch.GetElapsedTime(started));
    }

    private bool RollIsDue()
    {
        lock (_gate)
        {
            var last = _writer.Segment;
            var released = last.End <= _retention.Released;
            var segmentBytes = Math.Min(_options.SegmentBytes, Limits.MaxBytes / 8 ?? long.MaxValue);
            return last.Length > 0 && (last.Length >= segmentBytes || _retention.LastIsExpired(Limits) ||
                (released && _retention.Bytes + _pendingBytes > Limits.MaxBytes) ||
                (Limits.MaxAge is { } age && last.Index.Oldest is { } oldest && _clock.IsOlder(oldest, age / 8)));
        }
    }

    private void Roll()
    {
        _writer.Repair();
        var next = SegmentWriter.Create(_files, End, _options.IndexBytes, _disk);
        var complete = _writer;
        lock (_gate)
        {
            _writer = next;
            _retention.Add(next.Segment);
        }

        complete.Dispose();
        try
        {
            SegmentIndexFile.Save(LogFiles.IndexPath(complete.Segment.Path), complete.Segment.Index);
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            Log.IndexNotSaved(_logger, complete.Segment.Path, failure.Message);
        }
    }

    private IReadOnlyList<Segment> Publish(IReadOnlyList<PendingAppend> group)
    {
        var bytes = _writer.Segment.Length;
        for (var offset = End; group is [.., var last] && offset < last.Next; offset += 1)
            _writer.Segment.Index.Add(_tail[offset].Bytes.Span);
        bytes = _writer.Segment.Length - bytes;
        lock (_gate)
        {
            _pendingBytes -= bytes;
            _retention.Grew(bytes);
            Volatile.Write(ref _end, _writer.Segment.End.Value);
            _tail.KeepNewest(_options.HotBytes, End);
            return _retention.Trim(Limits);
        }
    }

    /// <summary>Takes a group back, and all that was appended behind it.</summary>
    private void Refuse(IReadOnlyList<PendingAppend> group, Exception failure)
    {
        var damage = failure is InvalidDataException ? failure : TryRepair();
        if (damage is not null)
            _fault = damage.Message;
        if (!_refusing)
            Log.Refuses(_logger, _files.Directory, failure.Message);
        _refusing = true;
        IReadOnlyList<PendingAppend> behind;
        lock (_gate)
        {
            behind = _commit.TakeAll();
            _tail.TruncateTo(End);
            _pendingBytes = 0;
            Volatile.Write(ref _next, _end);
        }

        foreach (var append in group.Concat(behind))
        {
            if (damage is null && IsRefusal(failure))
                append.Refuse(End, $"The disk refuses to keep more: {failure.Message}");
            else
                append.Fail(new IOException(damage?.Message ?? failure.Message, failure));
        }
    }

    private InvalidDataException? TryRepair()
    {
        try
        {
            _writer.Repair();
            return null;
        }
        catch (InvalidDataException damage)
        {
            return damage;
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            // The next write tries again before it writes anything.
            return null;
        }
    }

    private void Delete(IReadOnlyList<Segment> removed)
    {
        foreach (var segment in removed)
        {
            try
            {
                File.Delete(segment.Path);
                File.Delete(LogFiles.IndexPath(segment.Path));
            }
            catch (Exception failure) when (IsRefusal(failure))
            {
                Log.NotDeleted(_logger, segment.Path, failure.Message);
            }
        }
    }

    private static bool IsRefusal(Exception failure) => failure is IOException or UnauthorizedAccessException;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Event log {Directory} refuses appends until the disk takes them again: {Reason}")]
        public static partial void Refuses(ILogger logger, string directory, string reason);

        [LoggerMessage(2, LogLevel.Information, "Event log {Directory} takes appends again")]
        public static partial void WritesAgain(ILogger logger, string directory);

        [LoggerMessage(3, LogLevel.Warning, "The index of {File} was not saved and will be made when the log is opened: {Reason}")]
        public static partial void IndexNotSaved(ILogger logger, string file, string reason);

        [LoggerMessage(4, LogLevel.Warning, "{File} is not needed any more and could not be deleted: {Reason}")]
        public static partial void NotDeleted(ILogger logger, string file, string reason);
    }
}

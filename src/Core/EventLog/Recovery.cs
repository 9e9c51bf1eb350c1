using Fabric.Events;
using Microsoft.Extensions.Logging;

namespace Fabric.EventLog;

/// <summary>
/// Finds out what a log's directory holds. Complete segments are taken from their index; the last one is checked
/// record by record, and an unfinished write at its end is cut.
/// </summary>
internal sealed partial class Recovery(LogFiles files, FileEventLogOptions options, Disk disk, ILogger logger)
{
    private readonly List<Segment> _segments = [];
    private readonly List<(Offset From, Offset Before)> _missing = [];
    private readonly List<string> _damage = [];
    private int _rebuilt;
    private long _cut;
    private string? _cutFrom;

    /// <summary>The segments, oldest first; the last one is open for appends.</summary>
    /// <exception cref="InvalidDataException">The last segment is damaged, or the newest events are gone.</exception>
    public async ValueTask<(IReadOnlyList<Segment> Segments, RecoveryReport Report)> Run(bool isNew, CancellationToken cancellationToken)
    {
        var found = files.Segments().ToList();
        DropUnusedFile(found);
        foreach (var (path, first) in found.SkipLast(1))
            _segments.Add(await Complete(path, first, cancellationToken));
        if (found is [.., var last])
            _segments.Add(new Segment(last.Path, await Last(last.Path, last.First, cancellationToken)));
        if (FirstOffsetNeverGiven(isNew) is { } next)
            Begin(next);
        FindGaps();
        return (_segments, Report());
    }

    /// <summary>A file that was created and never written to, before the one in front of it was known to be complete.</summary>
    private void DropUnusedFile(List<(string Path, Offset First)> found)
    {
        if (found is not [.., var older, var newest] || new FileInfo(newest.Path).Length > 0 || LoadIndex(older) is not null)
            return;
        File.Delete(newest.Path);
        found.RemoveAt(found.Count - 1);
    }

    private async ValueTask<Segment> Complete(string path, Offset first, CancellationToken cancellationToken)
    {
        if (LoadIndex((path, first)) is { } index)
        {
            var length = new FileInfo(path).Length;
            if (length != index.Length)
                Note(SegmentDamage.At(path, Math.Min(length, index.Length), first, $"the file has {length} bytes, its index says {index.Length}"));
            return new Segment(path, index);
        }

        var scan = await SegmentScan.Run(path, first, options.IndexBytes, cancellationToken);
        if (scan.Fault is { } fault)
        {
            // Its index is not saved, so that the damage is found again the next time.
            Note(SegmentDamage.At(path, scan.Index.Length, scan.Index.End, fault));
            return new Segment(path, scan.Index, fault);
        }

        SegmentIndexFile.Save(LogFiles.IndexPath(path), scan.Index);
        _rebuilt++;
        Log.IndexRebuilt(logger, LogFiles.IndexPath(path));
        return new Segment(path, scan.Index);
    }

    private async ValueTask<SegmentIndex> Last(string path, Offset first, CancellationToken cancellationToken)
    {
        var scan = await SegmentScan.Run(path, first, options.IndexBytes, cancellationToken);
        var index = scan.Index;
        if (scan.Fault is not null)
        {
            if (LoadIndex((path, first)) is not null || !await TornTail.Is(path, index.Length, index.End, cancellationToken))
                throw SegmentDamage.At(path, index.Length, index.End, scan.Fault);
            _cut = scan.FileLength - index.Length;
            _cutFrom = path;
            Log.TailCut(logger, _cut, path, index.Length, index.End);
        }

        // What a killed process wrote may not be on the disk yet, and is about to be read.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (scan.Fault is not null)
            disk.Cut(file, index.Length);
        disk.Sync(file);
        return index;
    }

    /// <summary>Where a new segment has to begin; null where the last one is to be continued.</summary>
    private Offset? FirstOffsetNeverGiven(bool isNew)
    {
        var end = _segments is [.., var last] ? last.End : Offset.Zero;
        if (files.PutAside().LastOrDefault() is { Path: { } path } putAside && putAside.First >= end)
            return putAside.First + (new FileInfo(path).Length / RecordLayout.HeaderSize) + 1;
        if (_segments.Count == 0)
            return end;
        if (LoadIndex((_segments[^1].Path, _segments[^1].First)) is null)
            return null;
        return isNew ? end : throw new InvalidDataException(
            $"Event log {files.Directory} has lost the file behind {_segments[^1].Path}. Restore it from a backup; " +
            $"or delete {Path.Combine(files.Directory, "id")}: triggers then read from their start position.");
    }

    private void Begin(Offset first)
    {
        var path = files.SegmentPath(first);
        File.Create(path).Dispose();
        files.Sync();
        if (_segments is [.., var older])
            SegmentIndexFile.Save(LogFiles.IndexPath(older.Path), older.Index);
        _segments.Add(new Segment(path, new SegmentIndex(first, options.IndexBytes)));
    }

    private SegmentIndex? LoadIndex((string Path, Offset First) segment) =>
        SegmentIndexFile.Load(LogFiles.IndexPath(segment.Path), segment.First, options.IndexBytes);

    private void FindGaps()
    {
        foreach (var (older, newer) in _segments.Zip(_segments.Skip(1)))
        {
            if (older.End == newer.First || older.Fault is not null)
                continue;
            _missing.Add((older.End, newer.First));
            Log.Missing(logger, files.Directory, older.End, newer.First);
        }
    }

    private void Note(InvalidDataException damage)
    {
        _damage.Add(damage.Message);
        Log.Damaged(logger, damage.Message);
    }

    private RecoveryReport Report() => new(_segments.Count, _segments[0].First, _segments[^1].End)
    {
        CutBytes = _cut,
        CutFrom = _cutFrom,
        RebuiltIndexes = _rebuilt,
        Missing = _missing,
        Damage = _damage,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Cut {Bytes} bytes of an unfinished write off {File} at byte {Position}; event {Offset} was not acknowledged")]
        public static partial void TailCut(ILogger logger, long bytes, string file, long position, Offset offset);

        [LoggerMessage(2, LogLevel.Information, "Made index {File} again; it was missing or damaged")]
        public static partial void IndexRebuilt(ILogger logger, string file);

        [LoggerMessage(3, LogLevel.Error, "Event log {Directory} lacks the events from offset {From} to before {Before}")]
        public static partial void Missing(ILogger logger, string directory, Offset from, Offset before);

        [LoggerMessage(4, LogLevel.Error, "{Damage}")]
        public static partial void Damaged(ILogger logger, string damage);
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Manifests;

/// <summary>Tells when something below some paths may have changed, where the file system says so.</summary>
internal sealed partial class FolderSignal : IDisposable
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly List<FileSystemWatcher> _watchers = [];

    public FolderSignal(IEnumerable<string> paths, ILogger logger)
    {
        foreach (var path in paths.Select(Path.GetFullPath))
        {
            var isFolder = Directory.Exists(path);
            var folder = isFolder ? path : Path.GetDirectoryName(path)!;
            if (Directory.Exists(folder))
                Watch(folder, isFolder, logger);
        }
    }

    /// <summary>Waits for a change, at most for a while; answers whether there was one.</summary>
    public async Task<bool> Wait(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var change = _changes.Reader.WaitToReadAsync(either.Token).AsTask();
        await Task.WhenAny(change, Task.Delay(atMost, time, either.Token));
        await either.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return _changes.Reader.TryRead(out _);
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
            watcher.Dispose();
    }

    private void Watch(string folder, bool recursive, ILogger logger)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = recursive };
            watcher.Changed += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Created += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Deleted += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Renamed += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Error += (_, _) => _changes.Writer.TryWrite(true);
            _watchers.Add(watcher);
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException e)
        {
            Log.CannotWatch(logger, folder, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder} announces no changes, and is read again from time to time: {Reason}")]
        public static partial void CannotWatch(ILogger logger, string folder, string reason);
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Fabric.Embedded.Storage;

/// <summary>
/// Keeps each state in a file of its own, as JSON. A saved state survives the end of the process at once, and a power
/// loss about a second later, or at once where the store is durable. Files are written on the thread pool: a disk that is
/// slow holds up nobody's turn.
/// </summary>
public sealed partial class FileStateStore<T> : IStateStore<T>, IAsyncDisposable
    where T : class
{
    private static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, StateFile> _files = new(StringComparer.Ordinal);
    private readonly string _directory;
    private readonly JsonTypeInfo<T> _json;
    private readonly bool _durable;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private int _timed;

    /// <summary>Opens the store; its directory is created with the first save.</summary>
    /// <param name="directory">Holds one file a key, and nothing else.</param>
    /// <param name="json">How a state is written and read.</param>
    /// <param name="time">Times the syncs.</param>
    /// <param name="logger">Hears of a sync that failed.</param>
    /// <param name="durable">True syncs with every save.</param>
    public FileStateStore(string directory, JsonTypeInfo<T> json, TimeProvider time, ILogger logger, bool durable = false)
    {
        (_directory, _json, _logger, _durable) = (Path.GetFullPath(directory), json, logger, durable);
        _timer = time.CreateTimer(_ => Tidy(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public FileStateStore(string directory, JsonSerializerOptions json, TimeProvider time, ILogger logger, bool durable = false)
        : this(directory, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)), time, logger, durable)
    {
    }

    public async ValueTask<T?> Load(string key, CancellationToken cancellationToken)
    {
        var file = FileOf(key);
        try
        {
            return await file.Read(cancellationToken) is not { } state
                ? null
                : JsonSerializer.Deserialize(state.Span, _json) ?? throw new JsonException("it holds null");
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            throw new IOException(
                $"The state of {key} in {file.Path} cannot be read: {fault.Message} " +
                "Restore the file from a backup, or remove it to start without that state.", fault);
        }
    }

    /// <exception cref="IOException">The disk is full or refuses.</exception>
    public ValueTask Save(string key, T state, CancellationToken cancellationToken) => new(Task.Run(() => Save(key, state), cancellationToken));

    public ValueTask Delete(string key, CancellationToken cancellationToken)
    {
        var file = FileOf(key);
        file.Delete();
        _files.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }

    /// <summary>Syncs what is not yet synced, and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        foreach (var file in _files.Values)
        {
            file.Sync();
            file.Dispose();
        }
    }

    private void Save(string key, T state)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(state, _json);
        var file = FileOf(key);
        try
        {
            file.Write(json);
            if (_durable)
                file.Sync();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"The state of {key} cannot be saved: {denied.Message}", denied);
        }

        StartTimer();
    }

    private void StartTimer()
    {
        if (Interlocked.Exchange(ref _timed, 1) == 0)
            _timer.Change(SyncInterval, Timeout.InfiniteTimeSpan);
    }

    private void Tidy()
    {
        Volatile.Write(ref _timed, 0);
        var isOpen = false;
        foreach (var file in _files.Values)
            isOpen |= Tidy(file);
        if (isOpen)
            StartTimer();
    }

    /// <summary>Syncs a file, or closes one that nobody wrote to since; false where it is closed.</summary>
    private bool Tidy(StateFile file)
    {
        try
        {
            return file.Tidy();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotSynced(_logger, file.Path, failure.Message);
            return true;
        }
    }

    private StateFile FileOf(string key) => _files.GetOrAdd(
        key, static (key, directory) => new StateFile(Path.Combine(directory, FileName.Encode(key))), _directory);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "State in {File} would not survive a power loss; trying again: {Reason}")]
        public static partial void NotSynced(ILogger logger, string file, string reason);
    }
}

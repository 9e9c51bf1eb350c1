using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Fabric.Embedded.Storage;

/// <summary>
/// Keeps each state in a JSON file of its own. A saved state survives the end of the process at once, and a power loss
/// about a second later, or at once where the store is durable.
/// </summary>
public sealed partial class FileStateStore<T> : IStateStore<T>, IAsyncDisposable
    where T : class
{
    private static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Lock _syncing = new();
    private readonly Dictionary<string, byte[]> _unsynced = new(StringComparer.Ordinal);
    private readonly string _directory;
    private readonly JsonTypeInfo<T> _json;
    private readonly bool _durable;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private bool _timed;

    /// <summary>Opens the store; its directory is created with the first save.</summary>
    /// <param name="directory">Holds one file a key, and nothing else.</param>
    /// <param name="json">How a state is written and read.</param>
    /// <param name="time">Times the syncs.</param>
    /// <param name="logger">Hears of a sync that failed.</param>
    /// <param name="durable">True syncs with every save.</param>
    public FileStateStore(string directory, JsonTypeInfo<T> json, TimeProvider time, ILogger logger, bool durable = false)
    {
        (_directory, _json, _logger, _durable) = (Path.GetFullPath(directory), json, logger, durable);
        _timer = time.CreateTimer(_ => Sync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public FileStateStore(string directory, JsonSerializerOptions json, TimeProvider time, ILogger logger, bool durable = false)
        : this(directory, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)), time, logger, durable)
    {
    }

    public async ValueTask<T?> Load(string key, CancellationToken cancellationToken)
    {
        var file = FileOf(key);
        if (await file.Read(cancellationToken) is not { } bytes)
            return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, _json) ?? throw new JsonException("it holds null");
        }
        catch (JsonException fault)
        {
            throw new IOException(
                $"The state of {key} in {file.Path} cannot be read: {fault.Message} " +
                "Restore the file from a backup, or remove it and its .synced sibling to start without that state.", fault);
        }
    }

    /// <exception cref="IOException">The disk is full or refuses.</exception>
    public ValueTask Save(string key, T state, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(state, _json);
        lock (_gate)
        {
            Write(key, bytes);
            _unsynced[key] = bytes;
            if (!_durable)
                StartTimer();
        }

        if (_durable)
            SyncAll();
        return ValueTask.CompletedTask;
    }

    public ValueTask Delete(string key, CancellationToken cancellationToken)
    {
        lock (_syncing)
        lock (_gate)
        {
            _unsynced.Remove(key);
            FileOf(key).Delete();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Syncs what is not yet synced.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        SyncAll();
    }

    private void Write(string key, byte[] bytes)
    {
        try
        {
            FileOf(key).Write(bytes);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"The state of {key} cannot be saved: {denied.Message}", denied);
        }
    }

    private void StartTimer()
    {
        if (_timed)
            return;
        _timed = true;
        _timer.Change(SyncInterval, Timeout.InfiniteTimeSpan);
    }

    private void Sync()
    {
        try
        {
            lock (_gate)
                _timed = false;
            SyncAll();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotSynced(_logger, _directory, failure.Message);
            lock (_gate)
                StartTimer();
        }
    }

    // Saves go on meanwhile; a delete waits, lest its file come back.
    private void SyncAll()
    {
        lock (_syncing)
        {
            while (NextUnsynced() is { Key: { } key, Value: var state })
            {
                FileOf(key).WriteSynced(state);
                lock (_gate)
                {
                    if (_unsynced.TryGetValue(key, out var newest) && ReferenceEquals(newest, state))
                        _unsynced.Remove(key);
                }
            }
        }
    }

    private KeyValuePair<string, byte[]> NextUnsynced()
    {
        lock (_gate)
            return _unsynced.FirstOrDefault();
    }

    private StateFile FileOf(string key) => new(Path.Combine(_directory, FileName.Encode(key)));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "State in {Directory} would not survive a power loss; trying again: {Reason}")]
        public static partial void NotSynced(ILogger logger, string directory, string reason);
    }
}

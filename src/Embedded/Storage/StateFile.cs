using System.Buffers;
using Fabric.EventLog;
using Microsoft.Win32.SafeHandles;

namespace Fabric.Embedded.Storage;

/// <summary>
/// One state on disk, written in place (<see cref="StateSlots"/>): a save survives the end of the process at once, and a
/// power loss from the next <see cref="Sync"/> on; until then the state synced before survives it. It may be called from any
/// thread, and a sync, which takes as long as the disk likes, holds up no save. Files of an older version (<c>.json</c> and
/// <c>.json.synced</c>) are read until a state is saved.
/// </summary>
internal sealed class StateFile(string path) : IDisposable
{
    private const int None = -1;
    private readonly Lock _gate = new();
    private readonly Lock _oneSync = new();
    private SafeFileHandle? _file;
    private int _slotSize;
    private long _number;
    private int _newest;
    private int _synced;
    private int _syncing = None;
    private bool _nameIsSynced;
    private bool _isRemoved;
    private bool _hasFewSlots;

    public string Path { get; } = path + ".state";

    private string Former => path + ".json";

    /// <summary>The newest state that is whole; null where there is none.</summary>
    /// <exception cref="IOException">The file holds something, but no whole state.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> Read(CancellationToken cancellationToken)
    {
        // A power loss before the first sync may leave nothing or zeros.
        if (await ReadOrNull(Path, cancellationToken) is { } file && file.AsSpan().ContainsAnyExcept((byte)0))
            return StateSlots.Newest(file) is { Slot: >= 0, State: var state } ? state : throw new IOException("no whole state is in it");
        var former = await ReadOrNull(Former, cancellationToken);
        var lost = former is null || !former.AsSpan().ContainsAnyExcept((byte)0);
        var found = lost ? await ReadOrNull(Former + ".synced", cancellationToken) ?? former : former;
        return found is null ? default(ReadOnlyMemory<byte>?) : found;
    }

    /// <summary>Saves a state; does nothing where the file was deleted meanwhile.</summary>
    public void Write(ReadOnlySpan<byte> state)
    {
        lock (_gate)
        {
            if (_isRemoved)
                return;
            _file ??= Open(state.Length);
            if (StateSlots.HeaderSize + state.Length > _slotSize || _hasFewSlots)
                Enlarge(state);
            else
                Write(_file, state);
        }
    }

    /// <summary>Makes the newest state survive a power loss.</summary>
    public void Sync()
    {
        lock (_oneSync)
        {
            if (BeginSync() is not { } file)
                return;
            try
            {
                Disk.Real.Sync(file);
                if (!_nameIsSynced)
                    Disk.Real.SyncDirectory(System.IO.Path.GetDirectoryName(Path)!);
            }
            catch
            {
                _syncing = None;
                throw;
            }

            EndSync(file);
        }
    }

    /// <summary>Syncs the newest state, or closes a file that nobody wrote to since; false where it is closed.</summary>
    public bool Tidy()
    {
        lock (_gate)
        {
            if (!IsUnsynced)
                Close();
        }

        Sync();
        lock (_gate)
            return _file is not null;
    }

    public void Delete()
    {
        lock (_gate)
        {
            Close();
            _isRemoved = true;
            if (!Directory.Exists(System.IO.Path.GetDirectoryName(Path)))
                return;
            // The oldest first: a crash in between must not bring it back.
            DeleteFormer();
            File.Delete(Path);
        }
    }

    /// <summary>Closes the file; the next save opens it again.</summary>
    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    /// <summary>True where the newest state would not survive a power loss.</summary>
    private bool IsUnsynced => _file is not null && (_newest != _synced || !_nameIsSynced);

    private SafeFileHandle? BeginSync()
    {
        lock (_gate)
        {
            if (_isRemoved || !IsUnsynced)
                return null;
            _syncing = _newest;
            return _file;
        }
    }

    private void EndSync(SafeFileHandle file)
    {
        lock (_gate)
        {
            // Where it was closed or replaced meanwhile, what was synced is not what is there now.
            if (_file == file)
            {
                _nameIsSynced = true;
                _synced = _syncing;
                DeleteFormer();
            }

            _syncing = None;
        }
    }

    private void Write(SafeFileHandle file, ReadOnlySpan<byte> state)
    {
        var slot = 0;
        while (slot == _newest || slot == _synced || slot == _syncing)
            slot++;
        var size = StateSlots.HeaderSize + state.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        StateSlots.Write(buffer, _number + 1, state);
        RandomAccess.Write(file, buffer.AsSpan(0, size), (long)slot * _slotSize);
        ArrayPool<byte>.Shared.Return(buffer);
        _number++;
        _newest = slot;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private SafeFileHandle Open(int stateLength)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var file = File.OpenHandle(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (_slotSize == 0)
            Continue(file, stateLength);
        return file;
    }

    /// <summary>Goes on behind the newest state of an earlier process; what that one saved may not be on the disk yet.</summary>
    private void Continue(SafeFileHandle file, int stateLength)
    {
        var whole = new byte[RandomAccess.GetLength(file)];
        RandomAccess.Read(file, whole, 0);
        var (slot, number, _) = StateSlots.Newest(whole);
        (_number, _newest, _synced) = (number, Math.Max(0, slot), Math.Max(0, slot));
        _slotSize = slot < 0 ? StateSlots.SizeFor(stateLength) : StateSlots.SizeIn(whole.Length);
        _hasFewSlots = slot >= 0 && _slotSize * StateSlots.Count > whole.Length;
        if (slot < 0)
            RandomAccess.SetLength(file, (long)_slotSize * StateSlots.Count);
        else
            Disk.Real.Sync(file);
    }

    private void Enlarge(ReadOnlySpan<byte> state)
    {
        var size = StateSlots.SizeFor(state.Length);
        var whole = new byte[size * StateSlots.Count];
        StateSlots.Write(whole, _number + 1, state);
        Close();
        DurableFile.Replace(Path, whole);
        (_slotSize, _hasFewSlots, _newest, _synced, _nameIsSynced) = (size, false, 0, 0, true);
        _number++;
    }

    private void DeleteFormer()
    {
        File.Delete(Former + ".synced");
        File.Delete(Former);
    }

    private static async ValueTask<byte[]?> ReadOrNull(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

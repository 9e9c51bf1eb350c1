using System.Buffers;
using Fabric.EventLog;
using Microsoft.Win32.SafeHandles;

namespace Fabric.Embedded.Storage;

/// <summary>
/// One state on disk, written in place (<see cref="StateSlots"/>): a save survives the end of the process at once, and a
/// power loss from the next <see cref="Sync"/> on; until then the state synced before survives it. Its calls come one at
/// a time. Files of an older version (<c>.json</c> and <c>.json.synced</c>) are read until a state is saved.
/// </summary>
internal sealed class StateFile(string path) : IDisposable
{
    private SafeFileHandle? _file;
    private int _slotSize;
    private long _number;
    private int _newest;
    private int _synced;
    private bool _nameIsSynced;
    private bool _isRemoved;

    public string Path { get; } = path + ".state";

    /// <summary>True where the newest state would not survive a power loss.</summary>
    public bool IsUnsynced => _newest != _synced || !_nameIsSynced;

    public bool IsOpen => _file is not null;

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
        if (_isRemoved)
            return;
        _file ??= Open(state.Length);
        var size = StateSlots.HeaderSize + state.Length;
        if (size > _slotSize)
        {
            Enlarge(state);
            return;
        }

        var slot = 0;
        while (slot == _newest || slot == _synced)
            slot++;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        StateSlots.Write(buffer, _number + 1, state);
        RandomAccess.Write(_file, buffer.AsSpan(0, size), (long)slot * _slotSize);
        ArrayPool<byte>.Shared.Return(buffer);
        _number++;
        _newest = slot;
    }

    /// <summary>Makes the newest state survive a power loss.</summary>
    public void Sync()
    {
        if (_file is null || _isRemoved || !IsUnsynced)
            return;
        Disk.Real.Sync(_file);
        if (!_nameIsSynced)
            Disk.Real.SyncDirectory(System.IO.Path.GetDirectoryName(Path)!);
        _nameIsSynced = true;
        _synced = _newest;
        DeleteFormer();
    }

    public void Delete()
    {
        Dispose();
        _isRemoved = true;
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(Path)))
            return;
        // The oldest first: a crash in between must not bring it back.
        DeleteFormer();
        File.Delete(Path);
    }

    /// <summary>Closes the file; the next save opens it again.</summary>
    public void Dispose()
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
        _slotSize = slot < 0 ? StateSlots.SizeFor(stateLength) : whole.Length / StateSlots.Count;
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
        Dispose();
        DurableFile.Replace(Path, whole);
        (_slotSize, _newest, _synced, _nameIsSynced) = (size, 0, 0, true);
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

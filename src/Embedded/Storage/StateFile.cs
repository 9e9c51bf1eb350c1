using Fabric.EventLog;

namespace Fabric.Embedded.Storage;

/// <summary>
/// One state on disk, in two files. The newest one, <c>.json</c>, is replaced with every save and survives the end of
/// the process; a power loss may leave it empty. The <c>.synced</c> one survives that too, and is a little older.
/// </summary>
internal sealed class StateFile(string path)
{
    private readonly string _newest = path + ".json";
    private readonly string _synced = path + ".json.synced";

    public string Path => _newest;

    /// <summary>The newest state that is whole; null where there is none.</summary>
    public async ValueTask<byte[]?> Read(CancellationToken cancellationToken)
    {
        var newest = await ReadOrNull(_newest, cancellationToken);
        var lost = newest is null || !newest.AsSpan().ContainsAnyExcept((byte)0);
        return lost ? await ReadOrNull(_synced, cancellationToken) ?? newest : newest;
    }

    public void Write(ReadOnlySpan<byte> state)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_newest)!);
        var fresh = _newest + ".new";
        File.WriteAllBytes(fresh, state);
        File.Move(fresh, _newest, overwrite: true);
    }

    public void WriteSynced(ReadOnlySpan<byte> state) => DurableFile.Replace(_synced, state);

    /// <summary>Removes the older state first: a crash between the two must not bring it back.</summary>
    public void Delete()
    {
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(_newest)))
            return;
        File.Delete(_synced);
        File.Delete(_newest);
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

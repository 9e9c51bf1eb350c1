using Fabric.EventLog;
using Microsoft.Win32.SafeHandles;

namespace Fabric.Core.Tests.EventLog;

/// <summary>A disk that counts, that can be held up, and that fails when it is told to.</summary>
internal sealed class ScriptedDisk : Disk, IDisposable
{
    private readonly ManualResetEventSlim _open = new(true);
    private readonly SemaphoreSlim _held = new(0);

    public int Syncs { get; private set; }

    public int Writes { get; private set; }

    /// <summary>Fails every write after half of its first buffer is written.</summary>
    public string? WriteFault { get; set; }

    public string? SyncFault { get; set; }

    public string? CutFault { get; set; }

    public void Hold() => _open.Reset();

    public void Go() => _open.Set();

    /// <summary>Ends when a sync waits.</summary>
    public Task UntilHeld() => _held.WaitAsync().WaitAsync(TimeSpan.FromSeconds(30));

    public override void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long position)
    {
        Writes++;
        if (WriteFault is { } fault)
        {
            base.Write(file, [buffers[0][..(buffers[0].Length / 2)]], position);
            throw new IOException(fault);
        }

        base.Write(file, buffers, position);
    }

    public override void Cut(SafeFileHandle file, long length)
    {
        if (CutFault is { } fault)
            throw new IOException(fault);
        base.Cut(file, length);
    }

    public override void Sync(SafeFileHandle file)
    {
        Syncs++;
        if (!_open.IsSet)
        {
            _held.Release();
            _open.Wait(TimeSpan.FromSeconds(30));
        }

        if (SyncFault is { } fault)
            throw new IOException(fault);
        base.Sync(file);
    }

    public void Dispose()
    {
        _open.Dispose();
        _held.Dispose();
    }
}

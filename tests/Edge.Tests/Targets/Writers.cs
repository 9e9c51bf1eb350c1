using System.Threading.Channels;

namespace Fabric.Edge.Tests.Targets;

/// <summary>Hands each write to a test that waits for it.</summary>
internal sealed class SignallingWriter : StringWriter
{
    private readonly Channel<string> _writes = Channel.CreateUnbounded<string>();

    public override void Write(string? value) => _writes.Writer.TryWrite(value ?? "");

    public async Task<string> Next() => await _writes.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
}

/// <summary>Takes nothing until it is released, like a pipe that nobody reads.</summary>
internal sealed class StuckWriter : StringWriter
{
    private readonly ManualResetEventSlim _released = new();

    public int Writes { get; private set; }

    public override void Write(string? value)
    {
        _released.Wait();
        Writes++;
    }

    public void Release() => _released.Set();
}

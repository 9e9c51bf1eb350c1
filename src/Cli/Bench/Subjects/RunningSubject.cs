using Fabric.Cli.Bench.Processes;

namespace Fabric.Cli.Bench.Subjects;

/// <summary>A subject that takes events.</summary>
internal sealed class RunningSubject(string name, Stand stand, Uri publish, IMeasured process, TimeSpan started) : IAsyncDisposable
{
    public string Name => name;

    public Stand Stand => stand;

    /// <summary>Where events are posted.</summary>
    public Uri Publish => publish;

    /// <summary>From the start of the process until it was ready.</summary>
    public TimeSpan Started => started;

    public IMeasured Process => process;

    public ValueTask DisposeAsync() => process.DisposeAsync();
}

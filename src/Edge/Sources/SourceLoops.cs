using Fabric.Sources;

namespace Fabric.Edge.Sources;

/// <summary>Knows which sources act by themselves, and how.</summary>
public sealed class SourceLoops(PingLoop ping, PollLoop poll)
{
    /// <summary>Runs a polling or scheduled source until cancelled; null for a source that waits to be called.</summary>
    public Func<CancellationToken, Task>? LoopOf(SourceSpec source) => source switch
    {
        PingSourceSpec spec => cancellationToken => ping.Run(spec, cancellationToken),
        HttpPollerSourceSpec spec => cancellationToken => poll.Run(spec, cancellationToken),
        _ => null,
    };
}

using Fabric.Sources;

namespace Fabric.Edge.Sources;

/// <inheritdoc cref="ISourceLoops"/>
public sealed class SourceLoops(PingLoop ping, PollLoop poll) : ISourceLoops
{
    public Func<CancellationToken, Task>? LoopOf(SourceSpec source) => source switch
    {
        PingSourceSpec spec => cancellationToken => ping.Run(spec, cancellationToken),
        HttpPollerSourceSpec spec => cancellationToken => poll.Run(spec, cancellationToken),
        _ => null,
    };
}

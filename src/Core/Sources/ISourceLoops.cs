namespace Fabric.Sources;

/// <summary>Knows which sources act by themselves, and how; a host runs each of them once.</summary>
public interface ISourceLoops
{
    /// <summary>Runs a polling or scheduled source until cancelled; null for a source that waits to be called.</summary>
    Func<CancellationToken, Task>? LoopOf(SourceSpec source);
}

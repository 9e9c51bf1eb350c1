namespace Fabric.Cli.Bench.Processes;

/// <summary>What runs to be measured; disposing ends it.</summary>
internal interface IMeasured : IAsyncDisposable
{
    /// <summary>CPU time, user and system, so far.</summary>
    TimeSpan Cpu { get; }

    /// <summary>Memory in bytes.</summary>
    long Resident { get; }
}

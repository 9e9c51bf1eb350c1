namespace Fabric.Cli.Bench.Subjects;

/// <summary>Something that takes events in and delivers them: measured beside the others in the same minutes.</summary>
internal interface ISubject
{
    string Name { get; }

    /// <summary>False where it has nothing like this: a relay has no filters.</summary>
    bool Offers(Stand stand);

    /// <summary>Starts it with empty storage.</summary>
    /// <param name="stand">Its triggers.</param>
    /// <param name="sink">The address of the sink.</param>
    /// <param name="folder">A folder of its own, which exists and is empty.</param>
    /// <param name="cancellation">Ends the start.</param>
    Task<RunningSubject> Start(Stand stand, Uri sink, string folder, CancellationToken cancellation);
}

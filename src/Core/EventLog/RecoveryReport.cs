namespace Fabric.EventLog;

/// <summary>What opening a file log found, and what it did about it.</summary>
/// <param name="Segments">How many files the log has.</param>
/// <param name="First">The oldest event.</param>
/// <param name="End">The offset behind the newest event.</param>
public sealed record RecoveryReport(int Segments, Offset First, Offset End)
{
    /// <summary>Bytes of an unfinished write that were cut from the end; nobody was told that they are kept.</summary>
    public long CutBytes { get; init; }

    /// <summary>The file they were cut from; null where nothing was cut.</summary>
    public string? CutFrom { get; init; }

    /// <summary>Index files that were missing or did not hold, and were made again.</summary>
    public int RebuiltIndexes { get; init; }

    /// <summary>Ranges of offsets that are not there: segments that were put aside or removed by hand.</summary>
    public IReadOnlyList<(Offset From, Offset Before)> Missing { get; init; } = [];

    /// <summary>Damage found on the way: reading it throws <see cref="InvalidDataException"/>, all else works.</summary>
    public IReadOnlyList<string> Damage { get; init; } = [];
}

using Fabric.Cli.Bench.Processes;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench;

/// <summary>How <c>fabric bench</c> was called.</summary>
internal sealed record BenchOptions
{
    public Pace Pace { get; init; } = new();

    /// <summary>The figures to measure; empty for all of them.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public IReadOnlyList<ISubject> Subjects { get; init; } = [];

    /// <summary>Where JSON, the page and its plots go; null for the table on the screen only.</summary>
    public string? Out { get; init; }

    /// <summary>Where subjects keep their events meanwhile: the disk that is measured.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The fabric whose nodes are measured. Default: this one.</summary>
    public IReadOnlyList<string> Program { get; init; } = FabricProgram.Self;

    /// <summary>The command line, for the page.</summary>
    public string Command { get; init; } = "fabric bench";

    /// <summary>How long the soak lasts; null for none.</summary>
    public TimeSpan? Soak { get; init; }
}

using Fabric.Cli.Bench.Figures;

namespace Fabric.Cli.Bench.Reports;

/// <summary>A figure as measured.</summary>
internal sealed record FigureResult(string Name, string Title, string Method, IReadOnlyList<Row> Rows)
{
    /// <summary>Why it was not measured; null where it was.</summary>
    public string? LeftOut { get; init; }
}

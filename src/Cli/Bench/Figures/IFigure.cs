using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>One thing that is measured: a new one is a file in this folder and a line in <see cref="AllFigures"/>.</summary>
internal interface IFigure
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>One line.</summary>
    string Title { get; }

    /// <summary>How it is measured and what it means, for the page.</summary>
    string Method { get; }

    /// <summary>False for what is measured only when it is asked for by name.</summary>
    bool IsUsual => true;

    Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation);
}

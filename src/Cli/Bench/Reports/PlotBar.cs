using Fabric.Cli.Bench.Figures;

namespace Fabric.Cli.Bench.Reports;

/// <summary>A bar of a plot, as a share of its group's longest value.</summary>
/// <param name="Label">Who was measured.</param>
/// <param name="Text">The median, with its unit.</param>
/// <param name="Median">The bar's length, 0 to 1.</param>
/// <param name="Least">Where the range begins.</param>
/// <param name="Most">Where it ends.</param>
/// <param name="Limit">Where the target is; null without one.</param>
internal sealed record PlotBar(string Label, string Text, double Median, double Least, double Most, double? Limit)
{
    /// <summary>The bars of rows that measure the same thing.</summary>
    public static IReadOnlyList<PlotBar> Of(IReadOnlyList<Row> rows)
    {
        var longest = rows.Max(row => Math.Max(row.Samples.Most, LimitOf(row) ?? 0));
        return longest <= 0
            ? []
            : [.. rows.Select(row => new PlotBar(
                row.Subject,
                $"{RowText.Number(row.Samples.Median)} {row.Unit}".TrimEnd(),
                Share(row.Samples.Median, longest),
                Share(row.Samples.Least, longest),
                Share(row.Samples.Most, longest),
                LimitOf(row) is { } limit ? Share(limit, longest) : null))];
    }

    private static double? LimitOf(Row row) => row.Target switch
    {
        null => null,
        { IsRatio: false } target => target.Limit,
        // What the ratio allows, in the unit of the value: the compared one's median times the limit.
        var target => row.Ratio is { Median: > 0 } ratio ? row.Samples.Median / ratio.Median * target.Limit : null,
    };

    private static double Share(double value, double longest) => Math.Clamp(value / longest, 0, 1);
}

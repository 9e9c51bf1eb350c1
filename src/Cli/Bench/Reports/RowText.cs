using System.Globalization;
using Fabric.Cli.Bench.Figures;
using Fabric.Cli.Bench.Measuring;

namespace Fabric.Cli.Bench.Reports;

/// <summary>A row's cells, as people read them.</summary>
internal static class RowText
{
    /// <summary>Subject, metric, median, range, ratio, target, verdict.</summary>
    public static string[] Cells(Row row) =>
    [
        row.Subject,
        row.Metric,
        $"{Number(row.Samples.Median)} {row.Unit}".TrimEnd(),
        Range(row.Samples),
        row.Ratio is { } ratio ? ratio.Median.ToString("0.00 ×", CultureInfo.InvariantCulture) : "",
        row.Target?.Text ?? "",
        row.IsMet switch { null => "", true => "met", false => "missed" },
    ];

    public static string Number(double value) => value.ToString(
        Math.Abs(value) switch { >= 1000 => "N0", >= 100 => "0", >= 10 => "0.0", _ => "0.###" }, CultureInfo.InvariantCulture);

    private static string Range(Samples samples) =>
        samples.Values.Count < 2 ? "" : $"{Number(samples.Least)} – {Number(samples.Most)}";
}

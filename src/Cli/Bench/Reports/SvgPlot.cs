using System.Globalization;
using System.Net;
using System.Text;
using Fabric.Cli.Bench.Figures;

namespace Fabric.Cli.Bench.Reports;

/// <summary>Draws a figure: a bar for each median, a line from the least to the most, a mark where the target is.</summary>
internal static class SvgPlot
{
    private const int Width = 720;
    private const int BarsFrom = 130;
    private const int BarsWide = 440;
    private const int LineHigh = 22;
    private const int BarHigh = 14;

    public static string Draw(FigureResult figure)
    {
        var body = new StringBuilder();
        var y = 8;
        foreach (var group in figure.Rows.GroupBy(row => (row.Metric, row.Unit)))
        {
            y += LineHigh;
            Text(body, 8, y, group.Key.Metric, "font-weight=\"bold\"");
            foreach (var bar in PlotBar.Of([.. group]))
            {
                y += LineHigh;
                Draw(body, bar, y);
            }
        }

        return FormattableString.Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{y + 14}" viewBox="0 0 {Width} {y + 14}" font-family="sans-serif" font-size="12">
            <title>{WebUtility.HtmlEncode(figure.Title)}</title>
            <rect width="100%" height="100%" fill="white"/>
            {body}</svg>

            """);
    }

    private static void Draw(StringBuilder body, PlotBar bar, int y)
    {
        var top = y - BarHigh + 3;
        Text(body, 24, y, bar.Label, "");
        Add(body, $"<rect x=\"{BarsFrom}\" y=\"{top}\" width=\"{bar.Median * BarsWide:0.#}\" height=\"{BarHigh}\" fill=\"{Color(bar.Label)}\"/>");
        Add(body, $"<path d=\"M{X(bar.Least):0.#} {top + BarHigh / 2}H{X(bar.Most):0.#}\" stroke=\"#222\"/>");
        if (bar.Limit is { } limit)
            Add(body, $"<path d=\"M{X(limit):0.#} {top - 3}v{BarHigh + 6}\" stroke=\"#c00\" stroke-width=\"2\"><title>target</title></path>");
        Text(body, BarsFrom + BarsWide + 12, y, bar.Text, "");
    }

    private static double X(double share) => BarsFrom + share * BarsWide;

    private static string Color(string subject) => subject.Split(' ', ',')[0] switch
    {
        "relay" => "#9aa0a6",
        "memory" => "#4c8bf5",
        "file" => "#34a067",
        "postgres" => "#7a5cc0",
        _ => "#d9822b",
    };

    private static void Text(StringBuilder body, int x, int y, string text, string attributes) =>
        Add(body, $"<text x=\"{x}\" y=\"{y}\" fill=\"#222\" {attributes}>{WebUtility.HtmlEncode(text)}</text>");

    private static void Add(StringBuilder body, FormattableString line) => body.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

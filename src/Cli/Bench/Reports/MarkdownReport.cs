using System.Text;
using Fabric.Cli.Bench.Figures;

namespace Fabric.Cli.Bench.Reports;

/// <summary>The run as a page that stands beside its plots.</summary>
internal static class MarkdownReport
{
    public static string Write(BenchResult result)
    {
        var page = new StringBuilder(FormattableString.Invariant($"""
            # What was measured

            {result.Began:yyyy-MM-dd HH:mm} UTC, {result.Took.TotalMinutes:0} minutes. {MachineText.Of(result.Machine)}.

                {result.Command}

            Every measurement took {result.Pace.Seconds:0.#} s behind a warm-up of {result.Pace.WarmUp:0.#} s and was repeated {result.Pace.Repeat} times, the subjects taking turns.
            Values are medians; ratios compare the values of one turn. In the plots the line in a bar reaches from the least to the most,
            the red mark is the target.


            """));
        foreach (var figure in result.Figures)
            Write(page, figure);
        page.Append("## Every event counted\n\n");
        foreach (var (name, counts) in result.Events)
            page.Append(FormattableString.Invariant($"- **{name}**: {CountText.Of(counts)}\n"));
        page.Append(result.Lost == 0
            ? "\nEvery acknowledged event arrived. Out of order counts arrivals behind one with a higher number: triggers that are not asked for order deliver many events at once.\n"
            : FormattableString.Invariant($"\n**Failed**: {result.Lost:N0} acknowledged events did not arrive.\n"));
        return page.ToString();
    }

    /// <summary>The file of a figure's plot.</summary>
    public static string PlotOf(FigureResult figure) => $"{figure.Name}.svg";

    private static void Write(StringBuilder page, FigureResult figure)
    {
        page.Append($"## {figure.Title}\n\n{figure.Method}\n\n");
        if (figure.LeftOut is { } reason)
        {
            page.Append($"Left out: {reason}.\n\n");
            return;
        }

        if (figure.Rows.Count == 0)
            return;
        page.Append($"![{figure.Title}]({PlotOf(figure)})\n\n");
        page.Append("| subject | measured | median | least – most | ratio | target | | |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var row in figure.Rows)
            page.Append($"| {string.Join(" | ", [.. RowText.Cells(row), row.Note ?? ""])} |\n");
        page.Append('\n');
    }
}

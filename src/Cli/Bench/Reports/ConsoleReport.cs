using Fabric.Cli.Bench.Figures;
using Fabric.Cli.Output;

namespace Fabric.Cli.Bench.Reports;

/// <summary>The run as a table for the screen.</summary>
internal static class ConsoleReport
{
    public static void Write(BenchResult result, TextWriter output)
    {
        output.WriteLine(MachineText.Of(result.Machine));
        output.WriteLine();
        var table = new TextTable("FIGURE", "SUBJECT", "MEASURED", "MEDIAN", "LEAST – MOST", "RATIO", "TARGET", "", "");
        foreach (var figure in result.Figures)
        {
            foreach (var row in figure.Rows)
                table.Add([figure.Name, .. RowText.Cells(row), row.Note ?? ""]);
            if (figure.LeftOut is { } reason)
                table.Add(figure.Name, "", "left out", "", "", "", "", "", reason);
        }

        table.Write(output);
        output.WriteLine();
        foreach (var (name, counts) in result.Events)
            output.WriteLine($"{name}: {CountText.Of(counts)}");
        output.WriteLine(result.Lost == 0
            ? "Every acknowledged event arrived."
            : FormattableString.Invariant($"FAILED: {result.Lost:N0} acknowledged events did not arrive."));
    }
}

namespace Fabric.Cli.Output;

/// <summary>Rows in aligned columns. Colour codes take no room.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const int Gap = 5;
    private readonly List<string[]> _rows = [headings];

    /// <summary>True where nothing but headings would be printed.</summary>
    public bool IsEmpty => _rows.Count == 1;

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(TextWriter output) => Write(output, _rows);

    /// <summary>Writes the rows without their headings.</summary>
    public void WriteRows(TextWriter output) => Write(output, _rows.Skip(1));

    private void Write(TextWriter output, IEnumerable<string[]> rows)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => _rows.Max(row => Width(row[column]))).ToArray();
        foreach (var row in rows)
        {
            // Nothing is written behind the last cell that says something.
            var last = Array.FindLastIndex(row, cell => cell.Length > 0);
            for (var column = 0; column <= last; column++)
            {
                output.Write(row[column]);
                if (column < last)
                    output.Write(new string(' ', widths[column] - Width(row[column]) + Gap));
            }

            output.WriteLine();
        }
    }

    private static int Width(string cell)
    {
        var (width, isCode) = (0, false);
        foreach (var letter in cell)
        {
            if (letter == '\e')
                isCode = true;
            else if (!isCode)
                width++;
            else if (letter == 'm')
                isCode = false;
        }

        return width;
    }
}

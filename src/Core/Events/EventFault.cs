using System.Text;

namespace Fabric.Events;

/// <summary>One thing wrong with an event, shown to its sender on a line of its own.</summary>
/// <param name="Attribute">The attribute or the part of the message (<c>data</c>, <c>body</c>).</param>
/// <param name="Problem">What is wrong, to be read behind the value: <c>is not an RFC 3339 timestamp</c>.</param>
/// <param name="Value">The offending value; null where there is none to show.</param>
/// <param name="Event">The event's place in its batch, from 0; null outside a batch.</param>
public sealed record EventFault(string Attribute, string Problem, string? Value = null, int? Event = null)
{
    private const int LongestShown = 100;

    public override string ToString()
    {
        var line = new StringBuilder();
        if (Event is { } index)
            line.Append("event ").Append(index).Append(": ");
        AppendShown(line, Attribute);
        line.Append(": ");
        if (Value is not null)
        {
            line.Append('"');
            AppendShown(line, Value);
            line.Append("\" ");
        }

        return line.Append(Problem).ToString();
    }

    private static void AppendShown(StringBuilder line, string text)
    {
        foreach (var unit in text.AsSpan(0, Math.Min(text.Length, LongestShown)))
        {
            if (char.IsControl(unit) || char.IsSurrogate(unit) || unit is '\u2028' or '\u2029' or >= '\uFFFE')
                line.Append($"\\u{(int)unit:X4}");
            else
                line.Append(unit);
        }

        if (text.Length > LongestShown)
            line.Append('…');
    }
}

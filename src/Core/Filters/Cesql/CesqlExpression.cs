using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary>
/// A parsed expression of the CloudEvents SQL Expression Language 1.0. Immutable. Evaluating it never throws and ends
/// after a number of steps that its length bounds.
/// </summary>
public sealed class CesqlExpression
{
    /// <summary>The longest expression that is parsed, in characters.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>
    /// How deeply parentheses, functions and operators may be nested. Logic or arithmetic in a row counts once.
    /// </summary>
    public const int MaxDepth = 100;

    private readonly CesqlNode _root;

    internal CesqlExpression(string text, CesqlNode root)
    {
        Text = text;
        _root = root;
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>The type of every result; null where that depends on the event.</summary>
    public CesqlType? Type => _root.Type;

    public static CesqlParseResult Parse(string text)
    {
        return text.Length <= MaxLength
            ? new CesqlParser(text).Parse()
            : new(null, new(MaxLength + 1, $"the expression has {text.Length} characters; {MaxLength} are allowed"), []);
    }

    /// <summary>Evaluates the expression against an event; the data of the event is not looked at.</summary>
    public CesqlResult Evaluate(EventRecord record) => _root.Evaluate(record);

    /// <summary>The expression with upper-case keywords and all parentheses, as the parser understood it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        _root.Print(text);
        return text.ToString();
    }
}

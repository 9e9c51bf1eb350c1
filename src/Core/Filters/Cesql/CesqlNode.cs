using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary>One node of a parsed expression.</summary>
internal abstract class CesqlNode
{
    /// <summary>The longest way down to a leaf; 1 for a leaf.</summary>
    public int Depth { get; protected init; } = 1;

    /// <summary>The type of every result; null where that depends on the event.</summary>
    public abstract CesqlType? Type { get; }

    /// <summary>True for what stands as an operand without parentheses.</summary>
    protected virtual bool IsAtom => false;

    public abstract CesqlResult Evaluate(EventRecord record);

    public abstract void Print(StringBuilder text);

    /// <summary>Evaluates and casts implicitly (section 3.7).</summary>
    public CesqlResult Evaluate(EventRecord record, CesqlType type)
    {
        var result = Evaluate(record);
        return result.Failed ? result : CesqlCast.To(type, result.Value);
    }

    /// <summary>Prints the node as an operand.</summary>
    public void PrintOperand(StringBuilder text)
    {
        if (!IsAtom)
            text.Append('(');
        Print(text);
        if (!IsAtom)
            text.Append(')');
    }

    protected static void PrintList(StringBuilder text, IEnumerable<CesqlNode> nodes)
    {
        text.Append('(');
        foreach (var (index, node) in nodes.Index())
        {
            if (index > 0)
                text.Append(", ");
            node.Print(text);
        }

        text.Append(')');
    }
}

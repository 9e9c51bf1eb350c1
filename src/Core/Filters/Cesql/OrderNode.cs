using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>: defined for integers only (section 3.4.2).</summary>
internal sealed class OrderNode : CesqlNode
{
    private readonly CesqlNode _left;
    private readonly string _symbol;
    private readonly CesqlNode _right;

    public OrderNode(CesqlNode left, string symbol, CesqlNode right)
    {
        _left = left;
        _symbol = symbol;
        _right = right;
        Depth = Math.Max(left.Depth, right.Depth) + 1;
    }

    public override CesqlType? Type => CesqlType.Boolean;

    public override CesqlResult Evaluate(EventRecord record)
    {
        var left = _left.Evaluate(record, CesqlType.Integer);
        if (left.Failed)
            return left.As(CesqlType.Boolean);
        var right = _right.Evaluate(record, CesqlType.Integer);
        if (right.Failed)
            return right.As(CesqlType.Boolean);
        var order = left.Value.Integer.CompareTo(right.Value.Integer);
        return CesqlResult.Of(_symbol switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        });
    }

    public override void Print(StringBuilder text)
    {
        _left.PrintOperand(text);
        text.Append(' ').Append(_symbol).Append(' ');
        _right.PrintOperand(text);
    }
}

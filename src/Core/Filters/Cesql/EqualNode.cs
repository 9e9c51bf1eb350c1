using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary>
/// <c>x = y</c> and <c>x != y</c> (section 3.4.2). Both are defined for each type; the type of <c>y</c> decides
/// which is meant, and <c>x</c> is cast to it (section 3.7).
/// </summary>
internal sealed class EqualNode : CesqlNode
{
    private readonly CesqlNode _left;
    private readonly CesqlNode _right;
    private readonly bool _negated;

    public EqualNode(CesqlNode left, CesqlNode right, bool negated)
    {
        _left = left;
        _right = right;
        _negated = negated;
        Depth = Math.Max(left.Depth, right.Depth) + 1;
    }

    public override CesqlType? Type => CesqlType.Boolean;

    public override CesqlResult Evaluate(EventRecord record)
    {
        // The everyday comparison takes no string: any attribute, cast to a string, is its text.
        if (_left is AttributeNode attribute && _right is LiteralNode { Type: CesqlType.String } literal)
        {
            return attribute.TryFind(record, out var found)
                ? CesqlResult.Of(found.Value.SequenceEqual(literal.Utf8) != _negated)
                : attribute.Missing;
        }

        var left = _left.Evaluate(record);
        if (left.Failed)
            return left.As(CesqlType.Boolean);
        var right = _right.Evaluate(record);
        if (right.Failed)
            return right.As(CesqlType.Boolean);
        var cast = CesqlCast.To(right.Value.Type, left.Value);
        return cast.Failed ? cast.As(CesqlType.Boolean) : CesqlResult.Of((cast.Value == right.Value) != _negated);
    }

    public override void Print(StringBuilder text)
    {
        _left.PrintOperand(text);
        text.Append(_negated ? " != " : " = ");
        _right.PrintOperand(text);
    }
}

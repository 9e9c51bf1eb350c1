using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary><c>-x</c> (section 3.4.1).</summary>
internal sealed class NegateNode : CesqlNode
{
    private readonly CesqlNode _operand;

    public NegateNode(CesqlNode operand)
    {
        _operand = operand;
        Depth = operand.Depth + 1;
    }

    public override CesqlType? Type => CesqlType.Integer;

    public override CesqlResult Evaluate(EventRecord record)
    {
        var operand = _operand.Evaluate(record, CesqlType.Integer);
        return operand.Failed ? operand.As(CesqlType.Integer) : CesqlMath.Checked(-(long)operand.Value.Integer);
    }

    public override void Print(StringBuilder text)
    {
        text.Append("-(");
        _operand.Print(text);
        text.Append(')');
    }
}

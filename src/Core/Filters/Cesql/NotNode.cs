using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary><c>NOT x</c> (section 3.4.1).</summary>
internal sealed class NotNode : CesqlNode
{
    private readonly CesqlNode _operand;

    public NotNode(CesqlNode operand)
    {
        _operand = operand;
        Depth = operand.Depth + 1;
    }

    public override CesqlType? Type => CesqlType.Boolean;

    public override CesqlResult Evaluate(EventRecord record)
    {
        var operand = _operand.Evaluate(record, CesqlType.Boolean);
        return operand.Failed ? operand.As(CesqlType.Boolean) : CesqlResult.Of(!operand.Value.Boolean);
    }

    public override void Print(StringBuilder text)
    {
        text.Append("NOT ");
        _operand.PrintOperand(text);
    }
}

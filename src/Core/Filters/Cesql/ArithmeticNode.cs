using System.Collections.Immutable;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary>A row of <c>*</c>, <c>/</c>, <c>%</c>, or of <c>+</c>, <c>-</c> (section 3.4.2).</summary>
internal sealed class ArithmeticNode(CesqlNode first, ImmutableArray<ChainLink> links) : ChainNode(first, links)
{
    public override CesqlType? Type => CesqlType.Integer;

    public override CesqlResult Evaluate(EventRecord record)
    {
        var left = First.Evaluate(record, CesqlType.Integer);
        foreach (var link in Links)
        {
            if (left.Failed)
                break;
            var right = link.Operand.Evaluate(record, CesqlType.Integer);
            left = right.Failed ? right : CesqlMath.Apply(link.Operator, left.Value.Integer, right.Value.Integer);
        }

        return left.Failed ? left.As(CesqlType.Integer) : left;
    }
}

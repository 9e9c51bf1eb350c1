using System.Collections.Immutable;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary>
/// <c>AND</c>, <c>OR</c> and <c>XOR</c>, which have one precedence; the first two skip an operand that cannot matter.
/// </summary>
internal sealed class LogicNode(CesqlNode first, ImmutableArray<ChainLink> links) : ChainNode(first, links)
{
    public override CesqlType? Type => CesqlType.Boolean;

    public override CesqlResult Evaluate(EventRecord record)
    {
        var value = First.Evaluate(record, CesqlType.Boolean);
        if (value.Failed)
            return value.As(CesqlType.Boolean);
        var left = value.Value.Boolean;
        foreach (var link in Links)
        {
            if (link.Operator == (left ? "OR" : "AND"))
                continue;
            var operand = link.Operand.Evaluate(record, CesqlType.Boolean);
            if (operand.Failed)
                return operand.As(CesqlType.Boolean);
            left = link.Operator == "XOR" ? left ^ operand.Value.Boolean : operand.Value.Boolean;
        }

        return CesqlResult.Of(left);
    }
}

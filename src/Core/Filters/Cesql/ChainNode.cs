using System.Collections.Immutable;
using System.Text;

namespace Fabric.Filters.Cesql;

/// <summary>
/// Binary operators of one precedence in a row, evaluated from left to right (section 3.6). One node for the whole row,
/// so that a long row is not a deep tree.
/// </summary>
internal abstract class ChainNode : CesqlNode
{
    protected ChainNode(CesqlNode first, ImmutableArray<ChainLink> links)
    {
        First = first;
        Links = links;
        Depth = Math.Max(first.Depth, links.Max(link => link.Operand.Depth)) + 1;
    }

    protected CesqlNode First { get; }

    protected ImmutableArray<ChainLink> Links { get; }

    public sealed override void Print(StringBuilder text)
    {
        First.PrintOperand(text);
        foreach (var link in Links)
        {
            text.Append(' ').Append(link.Operator).Append(' ');
            link.Operand.PrintOperand(text);
        }
    }
}

/// <summary>An operator and its right operand.</summary>
internal readonly record struct ChainLink(string Operator, CesqlNode Operand);

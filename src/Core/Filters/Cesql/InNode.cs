using System.Collections.Immutable;
using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary>
/// <c>x IN (y1, y2, …)</c> and <c>NOT IN</c> (section 3.4.5): elements are cast to the type of <c>x</c>, from left to
/// right, up to the first that equals it.
/// </summary>
internal sealed class InNode : CesqlNode
{
    private readonly CesqlNode _left;
    private readonly ImmutableArray<CesqlNode> _elements;
    private readonly ImmutableArray<byte[]> _literals;
    private readonly bool _negated;

    public InNode(CesqlNode left, ImmutableArray<CesqlNode> elements, bool negated)
    {
        _left = left;
        _elements = elements;
        _negated = negated;
        _literals = elements.All(element => element is LiteralNode)
            ? [.. elements.Cast<LiteralNode>().Select(literal => literal.Utf8)]
            : [];
        Depth = Math.Max(left.Depth, elements.Max(element => element.Depth)) + 1;
    }

    public override CesqlType? Type => CesqlType.Boolean;

    public override CesqlResult Evaluate(EventRecord record)
    {
        if (_left is AttributeNode attribute && !_literals.IsEmpty && attribute.TryFind(record, out var found)
            && found.Kind == AttributeKind.String)
        {
            return CesqlResult.Of(AmongLiterals(found.Value) != _negated);
        }

        var left = _left.Evaluate(record);
        if (left.Failed)
            return left.As(CesqlType.Boolean);
        foreach (var node in _elements)
        {
            var element = node.Evaluate(record, left.Value.Type);
            if (element.Failed)
                return element.As(CesqlType.Boolean);
            if (element.Value == left.Value)
                return CesqlResult.Of(!_negated);
        }

        return CesqlResult.Of(_negated);
    }

    public override void Print(StringBuilder text)
    {
        _left.PrintOperand(text);
        text.Append(_negated ? " NOT IN " : " IN ");
        PrintList(text, _elements);
    }

    private bool AmongLiterals(ReadOnlySpan<byte> value)
    {
        foreach (var literal in _literals)
        {
            if (value.SequenceEqual(literal))
                return true;
        }

        return false;
    }
}

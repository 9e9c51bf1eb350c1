using System.Buffers;
using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary><c>x LIKE 'pattern'</c> and <c>NOT LIKE</c> (section 3.4.3).</summary>
internal sealed class LikeNode : CesqlNode
{
    private readonly CesqlNode _left;
    private readonly LiteralNode _literal;
    private readonly LikePattern _pattern;
    private readonly bool _negated;

    public LikeNode(CesqlNode left, LiteralNode pattern, bool negated)
    {
        _left = left;
        _literal = pattern;
        _pattern = new LikePattern(pattern.Utf8);
        _negated = negated;
        Depth = left.Depth + 1;
    }

    public override CesqlType? Type => CesqlType.Boolean;

    public override CesqlResult Evaluate(EventRecord record)
    {
        if (_left is AttributeNode attribute)
        {
            return attribute.TryFind(record, out var found)
                ? CesqlResult.Of(_pattern.Matches(found.Value) != _negated)
                : attribute.Missing;
        }

        var left = _left.Evaluate(record, CesqlType.String);
        return left.Failed ? left.As(CesqlType.Boolean) : CesqlResult.Of(Matches(left.Value.String) != _negated);
    }

    public override void Print(StringBuilder text)
    {
        _left.PrintOperand(text);
        text.Append(_negated ? " NOT LIKE " : " LIKE ");
        _literal.Print(text);
    }

    private bool Matches(string text)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var matches = _pattern.Matches(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return matches;
    }
}

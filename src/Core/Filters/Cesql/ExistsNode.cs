using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary><c>EXISTS attribute</c> (section 3.4.4).</summary>
internal sealed class ExistsNode : CesqlNode
{
    private readonly AttributeNode _attribute;

    public ExistsNode(AttributeNode attribute)
    {
        _attribute = attribute;
        Depth = 2;
    }

    public override CesqlType? Type => CesqlType.Boolean;

    public override CesqlResult Evaluate(EventRecord record) => CesqlResult.Of(_attribute.TryFind(record, out _));

    public override void Print(StringBuilder text)
    {
        text.Append("EXISTS ");
        _attribute.Print(text);
    }
}

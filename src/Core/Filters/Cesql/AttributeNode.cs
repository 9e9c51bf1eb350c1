using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary>An attribute of the event (section 3.2): typed where its encoding says so, else a string.</summary>
internal sealed class AttributeNode(string name) : CesqlNode
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    // Made once: an absent attribute is the everyday reason for an event not to pass.
    private readonly CesqlResult _missing =
        new(CesqlValue.Of(false), CesqlErrorKind.MissingAttribute, $"the event has no attribute '{name}'");

    public override CesqlType? Type => null;

    public CesqlResult Missing => _missing;

    protected override bool IsAtom => true;

    public bool TryFind(EventRecord record, out EventAttribute attribute) => record.TryGet(_name, out attribute);

    public override CesqlResult Evaluate(EventRecord record)
    {
        if (!TryFind(record, out var attribute))
            return _missing;
        var value = CesqlValue.Of(attribute.Text);
        return attribute.Kind switch
        {
            AttributeKind.Integer => CesqlCast.To(CesqlType.Integer, value),
            AttributeKind.Boolean => CesqlCast.To(CesqlType.Boolean, value),
            _ => value,
        };
    }

    public override void Print(StringBuilder text) => text.Append(name);
}

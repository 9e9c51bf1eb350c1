using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary>A literal; a string literal prints as it was written, quotes and escapes included.</summary>
internal sealed class LiteralNode(CesqlValue value, string? written = null) : CesqlNode
{
    private readonly CesqlResult _result = value;

    public CesqlValue Value => value;

    /// <summary>The literal, cast to a string, in UTF-8.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(value.ToString());

    public override CesqlType? Type => value.Type;

    protected override bool IsAtom => true;

    public override CesqlResult Evaluate(EventRecord record) => _result;

    public override void Print(StringBuilder text) =>
        text.Append(written ?? value.ToString().ToUpperInvariant());
}

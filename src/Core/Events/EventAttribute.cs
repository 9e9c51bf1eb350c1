using System.Text;

namespace Fabric.Events;

/// <summary>One attribute of an <see cref="EventRecord"/>, read in place.</summary>
public readonly ref struct EventAttribute
{
    internal EventAttribute(AttributeCode code, AttributeKind kind, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Code = code;
        Kind = kind;
        Name = name;
        Value = value;
    }

    public AttributeCode Code { get; }

    public AttributeKind Kind { get; }

    /// <summary>The attribute's name in UTF-8; empty for a hidden attribute.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The canonical text of the value in UTF-8 (<c>42</c>, <c>true</c>, …).</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>True for what travels with the event without being a CloudEvents attribute.</summary>
    public bool IsHidden => Code >= AttributeCode.TraceParent;

    public string Text => Encoding.UTF8.GetString(Value);
}

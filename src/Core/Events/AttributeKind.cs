namespace Fabric.Events;

/// <summary>
/// The CloudEvents type of an attribute value, as far as an encoding tells it (CloudEvents 1.0.2, section "Type System").
/// Binary, URI and Timestamp values arrive as text and stay text.
/// </summary>
public enum AttributeKind : byte
{
    String = 0,
    Integer = 1,
    Boolean = 2,
}

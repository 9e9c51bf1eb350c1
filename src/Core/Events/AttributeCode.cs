namespace Fabric.Events;

/// <summary>
/// The one-byte name of an attribute inside a record. <see cref="Extension"/> is followed by the name itself.
/// Codes from <see cref="TraceParent"/> up are hidden: they travel with the event but are no CloudEvents attributes.
/// </summary>
public enum AttributeCode : byte
{
    Extension = 0,
    Id = 1,
    Source = 2,
    Type = 3,
    Subject = 4,
    Time = 5,
    DataContentType = 6,
    DataSchema = 7,

    /// <summary>The W3C <c>traceparent</c> of the request that brought the event in; not the extension of that name.</summary>
    TraceParent = 200,

    /// <summary>The W3C <c>tracestate</c> that belongs to <see cref="TraceParent"/>.</summary>
    TraceState = 201,
}

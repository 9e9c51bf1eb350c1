using System.Text;

namespace Fabric.Events;

/// <summary>
/// The W3C trace context of the request that brought an event in. It travels with the event as hidden attributes and is
/// not the <c>traceparent</c> extension, which belongs to the event's producer.
/// </summary>
/// <param name="Parent">A <c>traceparent</c>; null for none.</param>
/// <param name="State">The <c>tracestate</c> that belongs to it; null for none.</param>
public readonly record struct TraceContext(string? Parent, string? State = null)
{
    private const int ShortestParent = 55;
    private const int LongestParent = 128;

    /// <summary>Takes the headers of a request; what is malformed or too long is dropped, as the specification demands.</summary>
    public static TraceContext FromHeaders(string? parent, string? state, EventLimits limits)
    {
        if (parent is null || !IsParent(parent))
            return default;
        var keepsState = !string.IsNullOrEmpty(state) && state.Length <= limits.MaxTraceStateBytes
            && AttributeRules.CheckText(Encoding.UTF8.GetBytes(state)) is null;
        return new TraceContext(parent, keepsState ? state : null);
    }

    /// <summary>What an event brought along.</summary>
    public static TraceContext From(EventRecord record)
    {
        var parent = record.Find(AttributeCode.TraceParent);
        var state = record.Find(AttributeCode.TraceState);
        return new TraceContext(
            parent.IsEmpty ? null : Encoding.UTF8.GetString(parent),
            state.IsEmpty ? null : Encoding.UTF8.GetString(state));
    }

    internal void WriteTo(EventWriter writer)
    {
        if (Parent is null)
            return;
        writer.Attribute(AttributeCode.TraceParent, Encoding.UTF8.GetBytes(Parent));
        if (State is not null)
            writer.Attribute(AttributeCode.TraceState, Encoding.UTF8.GetBytes(State));
    }

    // version "-" trace id "-" parent id "-" flags, and whatever a later version adds.
    private static bool IsParent(string text) =>
        text.Length is >= ShortestParent and <= LongestParent
        && text[2] == '-' && text[35] == '-' && text[52] == '-'
        && (text.Length == ShortestParent || (text[55] == '-' && !text.StartsWith("00", StringComparison.Ordinal)))
        && !text.StartsWith("ff", StringComparison.Ordinal)
        && IsHex(text.AsSpan(0, 2)) && IsHex(text.AsSpan(3, 32)) && IsHex(text.AsSpan(36, 16)) && IsHex(text.AsSpan(53, 2))
        && text.AsSpan(3, 32).ContainsAnyExcept('0') && text.AsSpan(36, 16).ContainsAnyExcept('0')
        && Ascii.IsValid(text);

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            if (!char.IsAsciiHexDigitLower(unit))
                return false;
        }

        return true;
    }
}

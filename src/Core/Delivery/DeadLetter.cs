using System.Text;
using Fabric.Events;

namespace Fabric.Delivery;

/// <summary>
/// Turns an event that could not be delivered into a dead letter: the same event with extensions that say why. Names and
/// contents of the first three are Knative's ("Event delivery", dead letter attributes):
/// <list type="bullet">
/// <item><c>knativeerrordest</c>: the address that did not take it.</item>
/// <item><c>knativeerrorcode</c>: the HTTP status of the last attempt; 500 where there was no answer, as Knative has it.</item>
/// <item><c>knativeerrordata</c>: the body of the last answer, else the reason, in base64 and cut at 1,024 characters.</item>
/// <item><c>fabricerrorattempts</c>: how often delivery was attempted.</item>
/// <item><c>fabricerrorreason</c>: what went wrong, for a person, at most 512 characters.</item>
/// </list>
/// </summary>
internal static class DeadLetter
{
    // Base64 of 768 bytes is 1,024 characters: to cut the bytes is to cut the text.
    private const int DataBytes = 768;
    private const int ReasonLength = 512;
    private const int NoAnswer = 500;

    public static EventRecord Of(EventRecord record, Uri destination, DeliveryOutcome outcome, int attempts)
    {
        var reason = outcome.Reason ?? $"The target answered {outcome.Code}.";
        var data = outcome.ErrorBody.IsEmpty ? Encoding.UTF8.GetBytes(reason) : outcome.ErrorBody;
        var writer = new EventWriter(record.Bytes.Length + 2048);
        BeginCopy(writer, record);
        writer.Attribute("knativeerrordest", destination.AbsoluteUri);
        writer.Attribute("knativeerrorcode", $"{outcome.Code ?? NoAnswer}", AttributeKind.Integer);
        writer.Attribute("knativeerrordata", Convert.ToBase64String(data.Span[..Math.Min(data.Length, DataBytes)]));
        writer.Attribute("fabricerrorattempts", $"{attempts}", AttributeKind.Integer);
        writer.Attribute("fabricerrorreason", Printable(reason));
        return EndCopy(writer, record);
    }

    /// <summary>The event as it was before it became a dead letter.</summary>
    public static EventRecord Revive(EventRecord letter)
    {
        var writer = new EventWriter(letter.Bytes.Length);
        BeginCopy(writer, letter);
        return EndCopy(writer, letter);
    }

    /// <summary>How often a dead letter was attempted.</summary>
    public static int Attempts(EventRecord letter) =>
        letter.TryGet("fabricerrorattempts"u8, out var value) && int.TryParse(value.Value, out var attempts) ? attempts : 0;

    /// <summary>Why an event became a dead letter.</summary>
    public static string? Reason(EventRecord letter) =>
        letter.TryGet("fabricerrorreason"u8, out var reason) ? reason.Text : null;

    private static void BeginCopy(EventWriter writer, EventRecord record)
    {
        writer.Begin(record.IsVersion03, record.Hops);
        foreach (var attribute in record.Attributes)
        {
            if (attribute.Code != AttributeCode.Extension)
                writer.Attribute(attribute.Code, attribute.Value);
            else if (!IsOurs(attribute.Name))
                writer.Attribute(attribute.Name, attribute.Value, attribute.Kind);
        }
    }

    private static EventRecord EndCopy(EventWriter writer, EventRecord record)
    {
        if (record.HasData)
            writer.End(record.Data.Span);
        else
            writer.End();
        return writer.ToBatch()[0];
    }

    private static bool IsOurs(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("knativeerrordest"u8) || name.SequenceEqual("knativeerrorcode"u8)
        || name.SequenceEqual("knativeerrordata"u8) || name.SequenceEqual("fabricerrorattempts"u8)
        || name.SequenceEqual("fabricerrorreason"u8);

    private static string Printable(string text)
    {
        var cut = text.Length <= ReasonLength ? text : text[..ReasonLength];
        return string.Concat(cut.EnumerateRunes().Select(rune => Rune.IsControl(rune) ? " " : rune.ToString()));
    }
}

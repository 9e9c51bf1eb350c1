using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Fabric.Events;

/// <summary>
/// Puts events together from the attributes that a message brings, checks every rule of CloudEvents 1.0.2 (or 0.3) on
/// the way, and collects all faults: <see cref="Begin"/>, attributes, <c>End</c>, again, and at last <see cref="Finish"/>.
/// </summary>
public sealed class EventAssembler(EventLimits limits, TraceContext trace = default)
{
    private const int MostFaultsListed = 1_000;

    private readonly EventWriter _writer = new();
    private List<EventFault>? _faults;
    private int _moreFaults;
    private bool _tooLarge;

    private int? _event;
    private bool _version03;
    private bool _hopsGiven;
    private uint _given;
    private int _attributes;
    private int _attributeBytes;

    /// <summary>True as long as no event so far has a fault.</summary>
    public bool IsSound => _faults is null;

    /// <summary>Starts an event.</summary>
    /// <param name="specVersion">The value of <c>specversion</c>; empty where the message has none.</param>
    /// <param name="index">The event's place in its batch; null outside a batch.</param>
    public void Begin(ReadOnlySpan<byte> specVersion, int? index = null)
    {
        _event = index;
        _given = 0;
        _hopsGiven = false;
        _attributes = _attributeBytes = 0;
        _version03 = specVersion.SequenceEqual("0.3"u8);
        if (specVersion.IsEmpty)
            Refuse("specversion", "no specversion");
        else if (!_version03 && !specVersion.SequenceEqual("1.0"u8))
            Refuse("specversion", "is not supported; use 1.0 or 0.3", Shown(specVersion));
        _writer.Begin(_version03);
        trace.WriteTo(_writer);
    }

    /// <summary>Adds an attribute other than <c>specversion</c>; its name may have upper-case letters.</summary>
    public void Attribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, AttributeKind kind = AttributeKind.String)
    {
        if (!HasRoomFor(name.Length + value.Length))
            return;
        Span<byte> lower = stackalloc byte[AttributeRules.LongestName];
        if (name.Length > lower.Length || Ascii.ToLower(name, lower, out _) != OperationStatus.Done)
            lower = name.ToArray();
        lower = lower[..name.Length];

        var code = _version03 && lower.SequenceEqual("schemaurl"u8) ? AttributeCode.DataSchema : AttributeNames.CodeOf(lower);
        if (AttributeRules.CheckName(lower) is { } problem)
            Refuse(Shown(name), problem);
        else if (lower.SequenceEqual(AttributeNames.SpecVersion))
            Refuse(Shown(name), "MUST be written in lower case");
        else if (lower.SequenceEqual("knativebrokerttl"u8))
            Hops(value);
        else if (code != AttributeCode.Extension)
            WellKnown(code, lower, value, kind);
        else if (_writer.HasExtension(lower))
            Refuse(Shown(lower), "is given more than once");
        else if (AttributeRules.CheckText(value) is { } fault)
            Refuse(Shown(lower), fault, Shown(value));
        else if (_version03 && lower.SequenceEqual("datacontentencoding"u8) && !Ascii.EqualsIgnoreCase(value, "base64"u8))
            Refuse(Shown(lower), "is not base64", Shown(value));
        else
            _writer.Attribute(lower, value, kind);
    }

    /// <summary>
    /// Reports a fault of the event that was begun, or of the message. An attribute with a fault does not count as missing.
    /// </summary>
    public void Refuse(string attribute, string problem, string? value = null)
    {
        _given |= 1u << (int)AttributeNames.CodeOf(Encoding.UTF8.GetBytes(attribute));
        _faults ??= [];
        if (_faults.Count < MostFaultsListed)
            _faults.Add(new EventFault(attribute, problem, value, _event));
        else
            _moreFaults++;
    }

    /// <summary>Reports a fault that makes the message too large.</summary>
    public void RefuseAsTooLarge(string part, string problem)
    {
        _tooLarge = true;
        Refuse(part, problem);
    }

    /// <summary>Reports a fault of the message as a whole.</summary>
    public void RefuseBody(string problem, bool tooLarge = false)
    {
        _event = null;
        _tooLarge |= tooLarge;
        Refuse("body", problem);
    }

    /// <summary>Ends an event without data.</summary>
    public void End()
    {
        if (IsComplete(0))
            _writer.End();
    }

    /// <summary>Ends an event with its data, which is kept byte by byte.</summary>
    public void End(ReadOnlySpan<byte> data)
    {
        if (IsComplete(data.Length))
            _writer.End(data);
    }

    /// <summary>Ends an event whose data lies in several segments.</summary>
    public void End(in ReadOnlySequence<byte> data)
    {
        if (IsComplete(data.Length))
            _writer.End(data);
    }

    /// <summary>All events, or all faults; nothing is put together afterwards.</summary>
    public EventParseOutcome Finish()
    {
        EventParseOutcome outcome = _faults is null ? new(_writer.ToBatch(), []) : new(null, _faults, _moreFaults, _tooLarge);
        _writer.Return();
        return outcome;
    }

    private void WellKnown(AttributeCode code, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, AttributeKind kind)
    {
        var bit = 1u << (int)code;
        if ((_given & bit) != 0)
            Refuse(Shown(name), "is given more than once");
        else if (kind != AttributeKind.String)
            Refuse(Shown(name), "MUST be a string", Shown(value));
        else if (AttributeRules.IsBlank(value))
            RefuseAsEmpty(code, name);
        else if (AttributeRules.CheckValue(code, value, _version03) is { } problem)
            Refuse(Shown(name), problem, Shown(value));
        else
            _writer.Attribute(code, value);
        _given |= bit;
    }

    private void RefuseAsEmpty(AttributeCode code, ReadOnlySpan<byte> name) => Refuse(Shown(name), code switch
    {
        AttributeCode.Source => "REQUIRED",
        AttributeCode.Id or AttributeCode.Type => "MUST be a non-empty string",
        _ => "if present, MUST be a non-empty string",
    });

    // Knative counts down from 255; a record counts the brokers that were passed.
    private void Hops(ReadOnlySpan<byte> value)
    {
        if (_hopsGiven)
            Refuse("knativebrokerttl", "is given more than once");
        else if (Utf8Parser.TryParse(value, out int left, out var used) && used == value.Length)
            _writer.Hops(byte.MaxValue - Math.Clamp(left, 0, byte.MaxValue));
        else
            Refuse("knativebrokerttl", "is not a 32-bit integer", Shown(value));
        _hopsGiven = true;
    }

    private bool HasRoomFor(int bytes)
    {
        var hadRoom = _attributes <= limits.MaxAttributes && _attributeBytes <= limits.MaxAttributeBytes;
        _attributes++;
        _attributeBytes += bytes;
        if (!hadRoom)
            return false;
        if (_attributes > limits.MaxAttributes)
            RefuseAsTooLarge("attributes", $"more than the {limits.MaxAttributes} attributes that an event may have");
        else if (_attributeBytes > limits.MaxAttributeBytes)
            RefuseAsTooLarge("attributes", $"names and values are larger than the {limits.MaxAttributeBytes} bytes allowed");
        return _attributes <= limits.MaxAttributes && _attributeBytes <= limits.MaxAttributeBytes;
    }

    private bool IsComplete(long dataLength)
    {
        foreach (var code in (ReadOnlySpan<AttributeCode>)[AttributeCode.Id, AttributeCode.Source, AttributeCode.Type])
        {
            if ((_given & (1u << (int)code)) == 0)
                RefuseAsEmpty(code, AttributeNames.NameOf(code));
        }

        if (dataLength > limits.MaxEventBytes)
            RefuseAsTooLarge("data", $"{dataLength} bytes are more than the {limits.MaxEventBytes} allowed");
        return IsSound;
    }

    private static string Shown(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text[..Math.Min(text.Length, 1024)]);
}

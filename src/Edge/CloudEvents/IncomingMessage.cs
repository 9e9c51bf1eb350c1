using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Fabric.Events;
using Microsoft.Extensions.Primitives;

namespace Fabric.Edge.CloudEvents;

/// <summary>What requests and responses have in common: headers that were taken, and a body that is still to be read.</summary>
internal sealed record IncomingMessage(StringValues ContentType, long? ContentLength, EventLimits Limits, bool Latin1)
{
    public const string NoCloudEvent =
        "This is no CloudEvent: send ce- headers (binary mode), application/cloudevents+json or application/cloudevents-batch+json.";

    private readonly List<KeyValuePair<string, StringValues>> _attributes = new(8);
    private readonly ContentMode _mode = ContentModes.Of(ContentType.Count == 1 ? ContentType[0] : null);
    private StringValues _specVersion;

    public TraceContext Trace { get; init; }

    public bool IsCloudEvent => _mode != ContentMode.Binary || _attributes.Count > 0;

    public void Take(string name, in StringValues values)
    {
        if (!BinaryHeaders.IsAttribute(name))
            return;
        _attributes.Add(new(name, values));
        if (name.Equals(BinaryHeaders.SpecVersion, StringComparison.OrdinalIgnoreCase))
            _specVersion = values;
    }

    public async ValueTask<CloudEventReadResult> Read(PipeReader pipe, CancellationToken cancellationToken)
    {
        if (!IsCloudEvent)
            return CloudEventReadResult.NotACloudEvent(NoCloudEvent);
        if (_mode == ContentMode.Unknown)
            return CloudEventReadResult.NotACloudEvent($"The event format {ContentType} is not known; use JSON in UTF-8.");
        var specVersion = _specVersion is [{ } header] ? HeaderEncoding.Decode(header) ?? header : "";
        if (_mode == ContentMode.Binary && specVersion is not ("" or "1.0" or "0.3"))
            return CloudEventReadResult.NotACloudEvent(
                new EventFault("specversion", "is not supported; use 1.0 or 0.3", specVersion).ToString());

        var bound = _mode switch
        {
            ContentMode.Binary => Limits.MaxEventBytes,
            ContentMode.Structured => Limits.MaxStructuredBytes,
            _ => Limits.MaxBatchBytes,
        };
        if (await BoundedBody.Read(pipe, ContentLength, bound, cancellationToken) is not { } body)
        {
            var fault = new EventFault("body", $"more than the {bound} bytes allowed");
            return CloudEventReadResult.From(new EventParseOutcome(null, [fault], TooLarge: true));
        }

        var outcome = Parse(body, Encoding.UTF8.GetBytes(specVersion));
        pipe.AdvanceTo(body.End);
        return CloudEventReadResult.From(outcome);
    }

    private EventParseOutcome Parse(in ReadOnlySequence<byte> body, ReadOnlySpan<byte> specVersion)
    {
        if (_mode == ContentMode.Binary)
            return ParseBinary(body, specVersion);
        var rented = body.IsSingleSegment ? null : ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            if (rented is not null)
                body.CopyTo(rented);
            var json = rented is null ? body.FirstSpan : rented.AsSpan(0, (int)body.Length);
            return _mode == ContentMode.Structured
                ? JsonEventParser.Parse(json, Limits, Trace)
                : JsonEventParser.ParseBatch(json, Limits, Trace);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private EventParseOutcome ParseBinary(in ReadOnlySequence<byte> body, ReadOnlySpan<byte> specVersion)
    {
        var assembler = new EventAssembler(Limits, Trace);
        assembler.Begin(specVersion);
        foreach (var (name, values) in _attributes)
            BinaryHeaders.Add(assembler, name, values, Latin1);
        BinaryHeaders.AddContentType(assembler, ContentType);
        if (body.IsEmpty)
            assembler.End();
        else
            assembler.End(body);
        return assembler.Finish();
    }
}

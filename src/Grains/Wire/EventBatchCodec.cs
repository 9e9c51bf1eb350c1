using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Fabric.Events;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace Fabric.Grains.Wire;

/// <summary>Writes the records of a batch as they are, one behind the other.</summary>
[RegisterSerializer]
internal sealed class EventBatchCodec : IFieldCodec<EventBatch>
{
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, [AllowNull] EventBatch value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return;
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(EventBatch), WireType.LengthPrefixed);
        writer.WriteVarUInt32(checked((uint)value.TotalBytes));
        foreach (var record in value.Records)
            writer.Write(record.Bytes.Span);
    }

    [return: MaybeNull]
    public EventBatch ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference)
            return ReferenceCodec.ReadReference<EventBatch, TInput>(ref reader, field)!;
        if (field.WireType != WireType.LengthPrefixed)
            throw new UnsupportedWireTypeException($"An event batch must be length-prefixed, not {field.WireType}.");
        var batch = EventBatch.Parse(reader.ReadBytes(reader.ReadVarUInt32()));
        ReferenceCodec.RecordObject(reader.Session, batch);
        return batch;
    }
}

/// <summary>A batch never changes: its copy is itself.</summary>
[RegisterCopier]
internal sealed class EventBatchCopier : IDeepCopier<EventBatch>
{
    public EventBatch DeepCopy(EventBatch input, CopyContext context) => input;
}

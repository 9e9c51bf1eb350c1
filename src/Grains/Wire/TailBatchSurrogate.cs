using Fabric.EventLog;
using Fabric.Events;
using Fabric.Tails;

namespace Fabric.Grains.Wire;

/// <summary>A <see cref="TailBatch"/> on the wire.</summary>
[GenerateSerializer]
[Alias("fabric.TailBatch")]
internal struct TailBatchSurrogate
{
    [Id(0)]
    public int Partition;

    [Id(1)]
    public Guid Log;

    [Id(2)]
    public long First;

    [Id(3)]
    public EventBatch Events;
}

[RegisterConverter]
internal sealed class TailBatchConverter : IConverter<TailBatch, TailBatchSurrogate>
{
    public TailBatch ConvertFromSurrogate(in TailBatchSurrogate surrogate) =>
        new(surrogate.Partition, surrogate.Log, new Offset(surrogate.First), surrogate.Events);

    public TailBatchSurrogate ConvertToSurrogate(in TailBatch value) =>
        new() { Partition = value.Partition, Log = value.Log, First = value.First.Value, Events = value.Events };
}

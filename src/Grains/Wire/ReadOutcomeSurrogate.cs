using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Grains.Wire;

/// <summary>A <see cref="ReadOutcome"/> on the wire.</summary>
[GenerateSerializer]
[Alias("fabric.ReadOutcome")]
internal struct ReadOutcomeSurrogate
{
    [Id(0)]
    public EventBatch Events;

    [Id(1)]
    public long Next;

    [Id(2)]
    public bool Found;
}

[RegisterConverter]
internal sealed class ReadOutcomeConverter : IConverter<ReadOutcome, ReadOutcomeSurrogate>
{
    public ReadOutcome ConvertFromSurrogate(in ReadOutcomeSurrogate surrogate) =>
        new(surrogate.Events, new Offset(surrogate.Next), surrogate.Found);

    public ReadOutcomeSurrogate ConvertToSurrogate(in ReadOutcome value) =>
        new() { Events = value.Events, Next = value.Next.Value, Found = value.Found };
}

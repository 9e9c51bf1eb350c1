using Fabric.EventLog;
using Fabric.Events;
using Fabric.Triggers;

namespace Fabric.Grains.Wire;

/// <summary>A <see cref="DeadLetterPage"/> on the wire.</summary>
[GenerateSerializer]
[Alias("fabric.DeadLetterPage")]
internal struct DeadLetterPageSurrogate
{
    [Id(0)]
    public EventBatch Events;

    [Id(1)]
    public long Next;

    [Id(2)]
    public long Total;
}

[RegisterConverter]
internal sealed class DeadLetterPageConverter : IConverter<DeadLetterPage, DeadLetterPageSurrogate>
{
    public DeadLetterPage ConvertFromSurrogate(in DeadLetterPageSurrogate surrogate) =>
        new(surrogate.Events, new Offset(surrogate.Next), surrogate.Total);

    public DeadLetterPageSurrogate ConvertToSurrogate(in DeadLetterPage value) =>
        new() { Events = value.Events, Next = value.Next.Value, Total = value.Total };
}

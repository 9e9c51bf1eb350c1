using System.Text.Json;
using Fabric.Brokers;
using Fabric.Events;
using Fabric.Grains.Wire;
using Fabric.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Fabric.Grains.Tests.Wire;

public sealed class SeamTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().AddFabricWire().BuildServiceProvider();

    public static TheoryData<Type> Crossing => new(WireShape.Crossing);

    private Serializer Serializer => _services.GetRequiredService<Serializer>();

    [Theory]
    [MemberData(nameof(Crossing))]
    public void Every_type_that_crosses_the_seam_survives_the_trip(Type type)
    {
        Assert.True(Samples.All.ContainsKey(type), $"{type} crosses the seam and has no sample.");
        var sample = Samples.All[type];
        Assert.Equal(Text(sample), Text(Trip(sample)));
    }

    [Theory]
    [MemberData(nameof(Crossing))]
    public void Within_a_silo_the_object_itself_is_handed_over(Type type)
    {
        var sample = Samples.All[type];
        var copy = _services.GetRequiredService<DeepCopier>().Copy(sample);
        // Those with a surrogate are made anew around the same events.
        if (type.IsValueType || sample is ReadOutcome or DeadLetterPage)
            Assert.Equal(sample, copy);
        else
            Assert.Same(sample, copy);
    }

    [Theory]
    [InlineData(typeof(TriggerSpec))]
    [InlineData(typeof(BrokerSpec))]
    public void A_spec_that_crossed_is_equal_so_that_configuring_it_again_changes_nothing(Type type) =>
        Assert.Equal(Samples.All[type], Trip(Samples.All[type]));

    [Fact]
    public void The_records_of_a_batch_keep_their_bytes_and_cost_a_few_more()
    {
        var batch = Contract.Some.Events("1", "2", "3");
        var bytes = Serializer.SerializeToArray(batch);
        Assert.Equal(Bytes(batch), Bytes(Serializer.Deserialize<EventBatch>(bytes)!));
        Assert.InRange(bytes.Length - batch.TotalBytes, 0, 64);
    }

    [Fact]
    public void An_empty_batch_and_no_batch_survive()
    {
        Assert.Equal(0, ((EventBatch)Trip(EventBatch.Empty)).Count);
        Assert.Null(Serializer.Deserialize<EventBatch>(Serializer.SerializeToArray<EventBatch>(null!)));
    }

    [Fact]
    public void A_batch_that_comes_twice_in_one_message_is_one_object()
    {
        var batch = Contract.Some.Events("1");
        var pair = Serializer.Deserialize<(EventBatch First, EventBatch Second)>(Serializer.SerializeToArray((batch, batch)));
        Assert.Same(pair.First, pair.Second);
    }

    public void Dispose() => _services.Dispose();

    private object Trip(object sample) => sample is PublishKind kind
        ? Serializer.Deserialize<PublishKind>(Serializer.SerializeToArray(kind))
        : Serializer.Deserialize<object>(Serializer.SerializeToArray(sample))!;

    private static string Text(object value) => value switch
    {
        EventBatch batch => Bytes(batch),
        ReadOutcome read => $"{Bytes(read.Events)} {read.Next} {read.Found}",
        DeadLetterPage page => $"{Bytes(page.Events)} {page.Next} {page.Total}",
        _ => JsonSerializer.Serialize(value, value.GetType(), StateFormat.Json),
    };

    private static string Bytes(EventBatch batch) =>
        string.Join('\n', batch.Records.ToArray().Select(record => Convert.ToHexString(record.Bytes.Span)));
}

using Fabric.Brokers;
using Fabric.Events;
using Fabric.Tails;

namespace Fabric.Contract.Fabrics;

/// <summary>What those see who look on.</summary>
public abstract class TailContract(FabricHosts hosts) : FabricContract(hosts)
{
    [Fact]
    public async Task A_follower_sees_what_is_published_from_then_on()
    {
        Broker();
        await Apply();
        await Publish("before");
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var tail = await Host.Tail.Follow(Orders, end.Token);
        await Publish("1", "2");
        await Publish("3");
        var shown = await Take(tail, 3);
        Assert.Equal(["1", "2", "3"], shown.SelectMany(slice => slice.Events.Ids()));
        Assert.All(shown, slice => Assert.Equal(0, slice.Lost));
        await end.CancelAsync();
    }

    [Fact]
    public async Task A_follower_sees_every_partition()
    {
        Broker(spec => spec with { Partitions = 4 });
        await Apply();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var tail = await Host.Tail.Follow(Orders, end.Token);
        var events = Enumerable.Range(0, 40).Select(number => Some.Event($"{number}", source: $"/{number}")).ToArray();
        await Publish(Some.Events(events));
        var shown = await Take(tail, events.Length);
        Assert.Equal(events.Select(sent => sent.Id).Order(), shown.SelectMany(slice => slice.Events.Ids()).Order());
        Assert.True(shown.Select(slice => slice.Partition).Distinct().Count() > 1);
        await end.CancelAsync();
    }

    [Fact]
    public async Task A_broker_may_be_followed_before_it_exists_and_a_follower_that_leaves_ends()
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var later = new ResourceName("default", "later");
        var tail = await Host.Tail.Follow(later, end.Token);
        Broker(name: later);
        await Apply();
        await using var reader = tail.GetAsyncEnumerator();
        var next = reader.MoveNextAsync().AsTask();
        await Eventually(async () =>
        {
            await Host.Publisher.Publish(later, Some.Events("again"), PublishKind.Ingest, default);
            return next.IsCompleted;
        });
        Assert.True(await next);
        await end.CancelAsync();
        while (await reader.MoveNextAsync())
        {
        }
    }

    [Fact]
    public async Task A_follower_of_a_broker_that_was_made_again_sees_nothing_of_the_former()
    {
        for (var time = 0; time < 5; time++)
        {
            NoBroker();
            await Apply();
            Broker();
            await Apply();
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var tail = await Host.Tail.Follow(Orders, end.Token);
            await Publish($"{time}a", $"{time}b");
            await Publish($"{time}c");
            Assert.Equal([$"{time}a", $"{time}b", $"{time}c"], (await Take(tail, 3)).SelectMany(slice => slice.Events.Ids()));
            await end.CancelAsync();
        }
    }

    private static async Task<List<TailSlice>> Take(IAsyncEnumerable<TailSlice> tail, int events)
    {
        var slices = new List<TailSlice>();
        await foreach (var slice in tail)
        {
            slices.Add(slice);
            if (slices.Sum(shown => shown.Events.Count) >= events)
                return slices;
        }

        Assert.Fail($"{slices.Sum(shown => shown.Events.Count)} of {events} events were shown.");
        return slices;
    }
}

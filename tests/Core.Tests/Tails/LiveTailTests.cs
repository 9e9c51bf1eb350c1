using Fabric.Contract;
using Fabric.EventLog;
using Fabric.Tails;
using Fabric.Telemetry;

namespace Fabric.Core.Tests.Tails;

public sealed class LiveTailTests : IDisposable
{
    private static readonly ResourceName Orders = new("default", "orders");
    private static readonly Guid Log = Guid.NewGuid();
    private readonly UnobservedMeters _meters = new();
    private readonly CancellationTokenSource _end = new();
    private readonly LiveTail _tail;

    public LiveTailTests() => _tail = new LiveTail(new FabricMetrics(_meters));

    [Fact]
    public async Task A_follower_sees_what_is_appended_from_then_on()
    {
        Append(0, "before");
        var tail = await _tail.Follow(Orders, _end.Token);
        Append(1, "1", "2");
        Append(3, "3");
        var slices = await End(tail);
        Assert.Equal(["1", "2", "3"], slices.SelectMany(slice => slice.Events.Ids()));
        Assert.Equal([new Offset(1), new Offset(3)], slices.Select(slice => slice.First));
        Assert.All(slices, slice => Assert.Equal(0, slice.Lost));
    }

    [Fact]
    public async Task What_did_not_arrive_is_counted()
    {
        var tail = await _tail.Follow(Orders, _end.Token);
        Append(1, "1");
        Append(7, "7");
        Assert.Equal([0, 5], (await End(tail)).Select(slice => slice.Lost));
    }

    [Fact]
    public async Task What_arrives_twice_is_shown_once()
    {
        var tail = await _tail.Follow(Orders, _end.Token);
        Append(1, "1", "2");
        Append(1, "1", "2");
        Append(2, "2", "3");
        var slices = await End(tail);
        Assert.Equal(["1", "2", "3"], slices.SelectMany(slice => slice.Events.Ids()));
        Assert.Equal(new Offset(3), slices[^1].First);
    }

    [Fact]
    public async Task Another_log_begins_anew()
    {
        var tail = await _tail.Follow(Orders, _end.Token);
        Append(7, "7");
        _tail.Appended(Orders, new TailBatch(0, Guid.NewGuid(), Offset.Zero, Some.Events("0")));
        Assert.Equal([0, 0], (await End(tail)).Select(slice => slice.Lost));
    }

    [Fact]
    public async Task What_a_former_log_still_sends_is_not_shown_and_a_new_log_is()
    {
        var (current, next) = (Guid.NewGuid(), Guid.NewGuid());
        var now = current;
        var reader = _tail.Open(Orders, _end.Token, _ => new(now));
        reader.Start(0, current, new Offset(1));
        Append(8, "of the former");
        _tail.Appended(Orders, new TailBatch(0, current, new Offset(1), Some.Events("1")));
        _tail.Appended(Orders, new TailBatch(0, next, Offset.Zero, Some.Events("of the next")));
        await using var shown = reader.Read().GetAsyncEnumerator();
        Assert.True(await shown.MoveNextAsync());
        Assert.Equal(["1"], shown.Current.Events.Ids());
        now = next;
        Assert.True(await shown.MoveNextAsync());
        Assert.Equal(["of the next"], shown.Current.Events.Ids());
        Append(9, "of the former");
        await _end.CancelAsync();
        Assert.False(await shown.MoveNextAsync());
    }

    [Fact]
    public async Task Partitions_are_counted_apart()
    {
        var tail = await _tail.Follow(Orders, _end.Token);
        Append(7, "7");
        _tail.Appended(Orders, new TailBatch(1, Log, Offset.Zero, Some.Events("0")));
        Append(8, "8");
        Assert.All(await End(tail), slice => Assert.Equal(0, slice.Lost));
    }

    [Fact]
    public async Task A_follower_that_does_not_read_costs_bounded_memory_and_sees_what_it_missed()
    {
        const int Many = 5_000;
        var tail = await _tail.Follow(Orders, _end.Token);
        for (var offset = 0; offset < Many; offset++)
            Append(offset, "x");
        await using var reader = tail.GetAsyncEnumerator();
        var shown = 0;
        for (; shown < 1_024; shown++)
            Assert.True(await reader.MoveNextAsync());
        Append(Many, "last");
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(["last"], reader.Current.Events.Ids());
        Assert.Equal(Many - shown, reader.Current.Lost);
    }

    [Fact]
    public async Task Brokers_are_followed_apart_and_by_several()
    {
        var (one, another) = (await _tail.Follow(Orders, _end.Token), await _tail.Follow(Orders, _end.Token));
        var other = await _tail.Follow(new("default", "other"), _end.Token);
        Append(0, "1");
        Assert.Single(await End(one));
        Assert.Single(await End(another));
        Assert.Empty(await End(other));
    }

    public void Dispose()
    {
        _end.Dispose();
        _meters.Dispose();
    }

    private void Append(long first, params string[] ids) =>
        _tail.Appended(Orders, new TailBatch(0, Log, new Offset(first), Some.Events(ids)));

    private async Task<List<TailSlice>> End(IAsyncEnumerable<TailSlice> tail)
    {
        await _end.CancelAsync();
        var slices = new List<TailSlice>();
        await foreach (var slice in tail)
            slices.Add(slice);
        return slices;
    }
}

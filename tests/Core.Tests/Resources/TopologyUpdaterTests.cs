using System.Threading.Channels;
using Fabric.Contract.Time;
using Fabric.Resources;
using Microsoft.Extensions.Logging.Abstractions;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources;

public sealed class TopologyUpdaterTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ManualClock _clock = new();
    private readonly Catalog _catalog;
    private readonly Channel<Topology> _applied = Channel.CreateUnbounded<Topology>();
    private readonly CancellationTokenSource _stop = new();
    private readonly TopologyUpdater _updater;
    private Exception? _failure;
    private Task? _running;

    public TopologyUpdaterTests()
    {
        _catalog = new(_clock);
        _updater = new(_catalog, Apply, _clock, NullLogger<TopologyUpdater>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is not null)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _catalog.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task The_first_topology_is_applied_at_once_and_statuses_follow()
    {
        var version = await Put("b");
        Start();
        Assert.Single((await Next()).Brokers);
        await _updater.Applied(version, default).WaitAsync(Patience);
        var broker = await _catalog.Get(new("eventing.triggermesh.io", "MemoryBroker", "default", "b"), default);
        Assert.Contains("\"type\":\"Ready\"", broker!.Status!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_that_come_together_are_applied_together()
    {
        Start();
        Assert.Empty((await Next()).Brokers);
        await Put("one");
        await Put("two");
        await TimerWaits();
        await Put("three");
        _clock.Advance(TopologyUpdater.Pace);
        Assert.Equal(3, (await Next()).Brokers.Count);
    }

    [Fact]
    public async Task A_status_is_no_reason_to_build_anew()
    {
        await Put("b");
        Start();
        await Next();
        await _catalog.SetStatus(new("eventing.triggermesh.io", "MemoryBroker", "default", "b"), Json("{'a':1}"), default);
        await Put("c");
        await TimerWaits();
        _clock.Advance(TopologyUpdater.Pace);
        Assert.Equal(2, (await Next()).Brokers.Count);
        Assert.False(_applied.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_could_not_be_applied_is_tried_again_and_statuses_are_written_all_the_same()
    {
        _failure = new IOException("disk full");
        var version = await Put("b");
        Start();
        await Next();
        await _updater.Applied(version, default).WaitAsync(Patience);
        _failure = null;
        await TimerWaits();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single((await Next()).Brokers);
    }

    [Fact]
    public async Task Waiting_for_a_version_ends_when_it_is_taken_up()
    {
        Start();
        await Next();
        var waiting = _updater.Applied(await Put("b"), default);
        Assert.False(waiting.IsCompleted);
        await TimerWaits();
        _clock.Advance(TopologyUpdater.Pace);
        await waiting.WaitAsync(Patience);
    }

    private void Start() => _running = _updater.Run(new(new("http://127.0.0.1:8080")), _stop.Token);

    private async Task<long> Put(string name) =>
        (await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", name), new(), default)).Resource!.Metadata.ResourceVersion;

    private async Task<Topology> Next() => await _applied.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private async Task TimerWaits()
    {
        for (var turn = 0; _clock.ActiveTimers == 0; turn++)
        {
            Assert.True(turn < 10_000_000, "no timer was started");
            await Task.Yield();
        }
    }

    private ValueTask Apply(Topology topology, CancellationToken cancellationToken)
    {
        _applied.Writer.TryWrite(topology);
        return _failure is null ? default : ValueTask.FromException(_failure);
    }
}

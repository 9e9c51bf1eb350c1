using Fabric.Contract.Time;
using Fabric.Resources;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources;

public sealed class CatalogTests : IDisposable
{
    private static readonly PutOptions Api = new();
    private static readonly ResourceKey Key = new("eventing.triggermesh.io", "MemoryBroker", "default", "b");
    private readonly Catalog _catalog = new(new ManualClock(), history: 5);

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public async Task Put_creates_then_updates_then_finds_nothing_changed()
    {
        var created = await Put("'spec':{'memory':{'bufferSize':1}}");
        var updated = await Put("'spec':{'memory':{'bufferSize':2}}");
        var unchanged = await Put("'spec':{'memory':{'bufferSize':2}},'status':{'x':1}");

        Assert.Equal([PutStatus.Created, PutStatus.Updated, PutStatus.Unchanged], [created.Status, updated.Status, unchanged.Status]);
        Assert.Equal(1, created.Resource!.Metadata.Generation);
        Assert.Equal(2, updated.Resource!.Metadata.Generation);
        Assert.Equal(created.Resource.Metadata.Uid, updated.Resource.Metadata.Uid);
        Assert.True(updated.Resource.Metadata.ResourceVersion > created.Resource.Metadata.ResourceVersion);
        Assert.Equal(updated.Resource.Metadata.ResourceVersion, unchanged.Resource!.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_change_of_labels_only_keeps_the_generation()
    {
        await Put("");
        var outcome = await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", "b", metadata: "'labels':{'a':'b'}"), Api, default);
        Assert.Equal(PutStatus.Updated, outcome.Status);
        Assert.Equal(1, outcome.Resource!.Metadata.Generation);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        var outcome = await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", "b"), new(DryRun: true), default);
        Assert.Equal(PutStatus.Created, outcome.Status);
        Assert.Empty((await _catalog.Snapshot(default)).Resources);
    }

    [Fact]
    public async Task The_API_cannot_change_what_a_file_declares()
    {
        await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", "b"), new("/etc/a.yaml"), default);
        var outcome = await Put("'spec':{'memory':{'bufferSize':2}}");
        Assert.Equal(PutStatus.Conflict, outcome.Status);
        Assert.Equal("MemoryBroker default/b is declared by /etc/a.yaml; change it there", Assert.Single(outcome.Faults).ToString());
    }

    [Fact]
    public async Task A_document_that_moves_to_another_file_keeps_its_resource_and_says_so()
    {
        var first = await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", "b"), new("a.yaml"), default);
        var moved = await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", "b"), new("b.yaml"), default);
        Assert.Equal((PutStatus.Updated, "b.yaml"), (moved.Status, moved.Resource!.Origin));
        Assert.Equal(first.Resource!.Metadata.Uid, moved.Resource.Metadata.Uid);
        Assert.Equal("MemoryBroker default/b was declared by a.yaml, and is now by b.yaml", Assert.Single(moved.Warnings).ToString());
    }

    [Theory]
    [InlineData(0, "metadata.resourceVersion: MemoryBroker default/b exists already")]
    [InlineData(7, "metadata.resourceVersion: is 7, but MemoryBroker default/b is at {0}; read it again and repeat the change")]
    public async Task A_put_that_expects_another_version_conflicts(long expected, string message)
    {
        var version = (await Put("")).Resource!.Metadata.ResourceVersion;
        var outcome = await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", "b", "'spec':{}"), new(ExpectedVersion: expected), default);
        Assert.Equal(PutStatus.Conflict, outcome.Status);
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, version), Assert.Single(outcome.Faults).ToString());
    }

    [Fact]
    public async Task A_namespace_comes_to_be_with_its_first_resource_and_takes_all_with_it()
    {
        await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", "b", metadata: "'namespace':'shop'"), Api, default);
        var key = new ResourceKey("", "Namespace", "", "shop");
        Assert.NotNull(await _catalog.Get(key, default));
        Assert.NotNull(await _catalog.Delete(key, default));
        Assert.Empty((await _catalog.Snapshot(default)).Resources);
    }

    [Fact]
    public async Task A_namespace_stays_while_a_file_declares_something_in_it()
    {
        await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", "b", metadata: "'namespace':'shop'"), new("a.yaml"), default);
        Assert.Null(await _catalog.Delete(new("", "Namespace", "", "shop"), default));
        Assert.Equal(2, (await _catalog.Snapshot(default)).Resources.Length);
    }

    [Fact]
    public async Task A_watch_sees_every_change_in_order_and_waits_for_more()
    {
        await using var changes = _catalog.Watch((await _catalog.Snapshot(default)).Version, default).GetAsyncEnumerator();
        var waiting = changes.MoveNextAsync();
        Assert.False(waiting.IsCompleted);
        await Put("");
        await _catalog.SetStatus(Key, Json("{'a':1}"), default);
        await _catalog.SetStatus(Key, Json("{'a':1}"), default);
        await _catalog.Delete(Key, default);

        Assert.True(await waiting);
        var seen = new List<(ChangeKind, string, bool)> { Shown(changes.Current) };
        while (seen.Count < 4 && await changes.MoveNextAsync())
            seen.Add(Shown(changes.Current));
        Assert.Equal(
            [(ChangeKind.Added, "Namespace", false), (ChangeKind.Added, "MemoryBroker", false), (ChangeKind.Modified, "MemoryBroker", true), (ChangeKind.Deleted, "MemoryBroker", false)],
            seen);
    }

    [Fact]
    public async Task A_watch_from_too_long_ago_or_from_another_life_is_refused()
    {
        var start = (await _catalog.Snapshot(default)).Version;
        for (var size = 1; size < 9; size++)
            await Put($"'spec':{{'memory':{{'bufferSize':{size}}}}}");
        await Assert.ThrowsAsync<CatalogExpiredException>(async () => await FirstAfter(start));
        await Assert.ThrowsAsync<CatalogExpiredException>(async () => await FirstAfter(start + 1_000));
        Assert.Equal(start + 9, await FirstAfter(start + 8));
    }

    [Fact]
    public async Task A_status_does_not_survive_in_a_put_and_a_put_does_not_lose_the_status()
    {
        await Put("");
        await _catalog.SetStatus(Key, Json("{'a':1}"), default);
        var outcome = await Put("'spec':{},'status':{'a':2}");
        Assert.Equal("{\"a\":1}", outcome.Resource!.Status!.Value.GetRawText());
        await _catalog.SetStatus(Key with { Name = "gone" }, Json("{}"), default);
        Assert.Null(await _catalog.Get(Key with { Name = "gone" }, default));
    }

    [Fact]
    public async Task Concurrent_puts_all_count()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
            await _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", $"b{number}"), Api, default)));
        var snapshot = await _catalog.Snapshot(default);
        Assert.Equal(51, snapshot.Resources.Length);
        Assert.Equal(51, snapshot.Resources.Select(resource => resource.Metadata.ResourceVersion).Distinct().Count());
    }

    private static (ChangeKind, string, bool) Shown(CatalogChange change) => (change.Kind, change.Resource.Key.Kind, change.StatusOnly);

    private async Task<long> FirstAfter(long version)
    {
        await foreach (var change in _catalog.Watch(version, default))
            return change.Version;
        return 0;
    }

    private ValueTask<PutOutcome> Put(string body) => _catalog.Put(Manifest(TriggerMesh, "MemoryBroker", "b", body), Api, default);
}

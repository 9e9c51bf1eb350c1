using Fabric.Contract;
using Fabric.Postgres.States;
using Fabric.Triggers;

namespace Fabric.Postgres.Tests.States;

public sealed class PostgresStateStoreTests : StateStoreContract, IAsyncLifetime
{
    private TestSchema _schema = null!;

    public async Task InitializeAsync() => _schema = await TestSchema.Create();

    public async Task DisposeAsync() => await _schema.DisposeAsync();

    protected override IStateStore<Sample> Open() =>
        new PostgresStateStore<Sample>(_schema.Database, new StateWrites(_schema.Database), "samples", StateFormat.Json);

    private PostgresStateStore<TriggerState> OpenTriggers() =>
        new(_schema.Database, new StateWrites(_schema.Database), "triggers", StateFormat.Json);

    [Fact]
    public async Task A_saved_state_is_there_for_another_silo_at_once()
    {
        await Open().Save("default/one", State("kept"), default);
        Assert.Equal("kept", (await Open().Load("default/one", default))!.Text);
    }

    [Fact]
    public async Task Stores_of_another_name_keep_their_own_states()
    {
        var other = new PostgresStateStore<Sample>(_schema.Database, new StateWrites(_schema.Database), "others", StateFormat.Json);
        await Open().Save("default/one", State("mine"), default);
        Assert.Null(await other.Load("default/one", default));
    }

    [Fact]
    public async Task Of_saves_and_deletes_that_wait_together_the_last_one_holds_for_each_key()
    {
        var store = Open();
        var writes = new List<Task>();
        for (var round = 0; round < 50; round++)
        {
            writes.Add(store.Save("default/saved", State($"{round}"), default).AsTask());
            writes.Add(store.Save("default/deleted", State($"{round}"), default).AsTask());
        }

        writes.Add(store.Delete("default/deleted", default).AsTask());
        await Task.WhenAll(writes);
        Assert.Equal("49", (await store.Load("default/saved", default))!.Text);
        Assert.Null(await store.Load("default/deleted", default));
    }

    [Fact]
    public async Task A_state_of_a_later_epoch_is_not_replaced()
    {
        var (early, late) = (OpenTriggers(), OpenTriggers());
        await early.Save("default/one", new TriggerState { Epoch = 1, Partitions = 1 }, default);
        await late.Save("default/one", new TriggerState { Epoch = 2, Partitions = 2 }, default);
        await Assert.ThrowsAsync<StateLostException>(
            async () => await early.Save("default/one", new TriggerState { Epoch = 1, Partitions = 3 }, default));
        await late.Save("default/one", new TriggerState { Epoch = 2, Partitions = 4 }, default);
        Assert.Equal(4, (await early.Load("default/one", default))!.Partitions);
    }

    [Fact]
    public async Task Where_several_states_are_saved_together_only_the_outdated_one_is_lost()
    {
        var store = OpenTriggers();
        await store.Save("default/one", new TriggerState { Epoch = 2 }, default);
        var first = store.Save("default/first", new TriggerState(), default).AsTask();
        var lost = store.Save("default/one", new TriggerState { Epoch = 1 }, default).AsTask();
        var other = store.Save("default/two", new TriggerState { Epoch = 1 }, default).AsTask();
        await Task.WhenAll(first, other);
        await Assert.ThrowsAsync<StateLostException>(() => lost);
        Assert.NotNull(await store.Load("default/two", default));
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_is_named_with_what_to_do()
    {
        await Open().Save("default/one", State("kept"), default);
        await _schema.Query("UPDATE state SET state = '[]'");
        var fault = await Assert.ThrowsAsync<IOException>(async () => await Open().Load("default/one", default));
        Assert.Contains("default/one", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the row", fault.Message, StringComparison.Ordinal);
    }
}

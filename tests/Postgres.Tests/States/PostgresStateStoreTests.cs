using Fabric.Contract;
using Fabric.Postgres.States;

namespace Fabric.Postgres.Tests.States;

public sealed class PostgresStateStoreTests : StateStoreContract, IAsyncLifetime
{
    private TestSchema _schema = null!;

    public async Task InitializeAsync() => _schema = await TestSchema.Create();

    public async Task DisposeAsync() => await _schema.DisposeAsync();

    protected override IStateStore<Sample> Open() =>
        new PostgresStateStore<Sample>(_schema.Database, new StateWrites(_schema.Database), "samples", StateFormat.Json);

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
    public async Task A_state_that_cannot_be_read_is_named_with_what_to_do()
    {
        await Open().Save("default/one", State("kept"), default);
        await _schema.Query("UPDATE state SET state = '[]'");
        var fault = await Assert.ThrowsAsync<IOException>(async () => await Open().Load("default/one", default));
        Assert.Contains("default/one", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the row", fault.Message, StringComparison.Ordinal);
    }
}

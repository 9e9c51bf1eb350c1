namespace Fabric.Contract;

/// <summary>What every state store does, wherever it keeps its states.</summary>
public abstract class StateStoreContract
{
    /// <summary>A state with everything that a serializer could get wrong in a state of ours.</summary>
    public sealed record Sample(string Text, long Number, Guid Id, IReadOnlyDictionary<string, long> Positions);

    protected abstract IStateStore<Sample> Open();

    [Fact]
    public async Task A_key_never_saved_has_no_state() => Assert.Null(await Open().Load("default/none", default));

    [Fact]
    public async Task The_state_saved_last_is_loaded()
    {
        var store = Open();
        await store.Save("default/one", State("first"), default);
        await store.Save("default/one", State("second"), default);
        var loaded = await store.Load("default/one", default);
        Assert.Equal("second", loaded!.Text);
        Assert.Equal(long.MaxValue, loaded.Number);
        Assert.Equal(7, loaded.Positions["default/trigger"]);
    }

    [Fact]
    public async Task Keys_that_look_alike_keep_their_own_states()
    {
        var store = Open();
        string[] keys = ["a", "a/b", "a%2Fb", "a/b/c", "a.json", "a.json.synced", "..", ".", "../a", "a b", "ä", "A+", new('x', 200), new('x', 201), new('x', 900)];
        foreach (var key in keys)
            await store.Save(key, State(key), default);
        foreach (var key in keys)
            Assert.Equal(key, (await store.Load(key, default))!.Text);
    }

    [Fact]
    public async Task A_deleted_key_has_no_state()
    {
        var store = Open();
        await store.Save("default/one", State("one"), default);
        await store.Save("default/two", State("two"), default);
        await store.Delete("default/one", default);
        await store.Delete("default/never", default);
        Assert.Null(await store.Load("default/one", default));
        Assert.NotNull(await store.Load("default/two", default));
    }

    [Fact]
    public async Task Keys_may_be_saved_at_the_same_time()
    {
        var store = Open();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(async () =>
        {
            for (var round = 0; round < 10; round++)
                await store.Save($"default/{number}", State($"{number}.{round}"), default);
        })));
        for (var number = 0; number < 20; number++)
            Assert.Equal($"{number}.9", (await store.Load($"default/{number}", default))!.Text);
    }

    protected static Sample State(string text) =>
        new(text, long.MaxValue, Guid.NewGuid(), new Dictionary<string, long> { ["default/trigger"] = 7 });
}

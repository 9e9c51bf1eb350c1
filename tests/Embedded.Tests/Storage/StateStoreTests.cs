using System.Text.Json;
using Fabric.Contract;
using Fabric.Contract.Time;
using Fabric.Embedded.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Embedded.Tests.Storage;

public sealed class MemoryStateStoreTests : StateStoreContract
{
    protected override IStateStore<Sample> Open() => new MemoryStateStore<Sample>();
}

public sealed class DurableFileStateStoreTests : StateStoreContract, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fabric-state-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    protected override IStateStore<Sample> Open() => new FileStateStore<Sample>(
        _directory, JsonSerializerOptions.Web, new ManualClock(), NullLogger.Instance, durable: true);
}

public sealed class FileStateStoreTests : StateStoreContract, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fabric-state-").FullName;
    private readonly ManualClock _clock = new();

    private string File => Path.Combine(_directory, "default%2Fone.state");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    protected override IStateStore<Sample> Open() => OpenFile();

    [Fact]
    public async Task A_saved_state_is_there_for_the_next_process_without_any_ending()
    {
        await OpenFile().Save("default/one", State("kept"), default);
        Assert.Equal("kept", (await OpenFile().Load("default/one", default))!.Text);
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_what_to_do()
    {
        var store = OpenFile();
        await store.Save("default/one", State("kept"), default);
        await store.DisposeAsync();
        await System.IO.File.WriteAllTextAsync(File, "damaged");
        var fault = await Assert.ThrowsAsync<IOException>(async () => await OpenFile().Load("default/one", default));
        Assert.Contains(File, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_power_loss_costs_no_more_than_what_was_saved_after_the_last_sync()
    {
        var store = OpenFile();
        await store.Save("default/one", State("synced"), default);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var synced = await System.IO.File.ReadAllBytesAsync(File);
        for (var save = 0; save < 5; save++)
        {
            await store.Save("default/one", State($"lost {save}"), default);
            // What was not synced may be there or not, each sector for itself.
            var torn = await System.IO.File.ReadAllBytesAsync(File);
            for (var at = 0; at < torn.Length; at += 4)
                torn[at] = torn.AsSpan(0, synced.Length)[at] == synced[at] ? torn[at] : (byte)0xFF;
            Assert.Equal("synced", JsonSerializer.Deserialize<Sample>(
                StateSlots.Newest(torn).State.Span, JsonSerializerOptions.Web)!.Text);
            Assert.Equal($"lost {save}", (await OpenFile().Load("default/one", default))!.Text);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_file_that_a_power_loss_left_empty_holds_no_state(int zeros)
    {
        await System.IO.File.WriteAllBytesAsync(File, new byte[zeros]);
        Assert.Null(await OpenFile().Load("default/one", default));
        await OpenFile().Save("default/one", State("new"), default);
        Assert.Equal("new", (await OpenFile().Load("default/one", default))!.Text);
    }

    [Fact]
    public async Task A_file_of_three_places_is_read_and_gets_a_fourth_with_the_next_save()
    {
        var former = new byte[3 * 4096];
        for (var number = 1; number <= 3; number++)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(State($"{number}"), JsonSerializerOptions.Web);
            StateSlots.Write(former.AsSpan((number % 3) * 4096, 4096), number, json);
        }

        await System.IO.File.WriteAllBytesAsync(File, former);
        var store = OpenFile();
        Assert.Equal("3", (await store.Load("default/one", default))!.Text);
        await store.Save("default/one", State("4"), default);
        await store.Save("default/one", State("5"), default);
        Assert.Equal(4 * 4096, new FileInfo(File).Length);
        Assert.Equal("5", (await OpenFile().Load("default/one", default))!.Text);
    }

    [Fact]
    public async Task States_may_be_saved_from_anywhere_while_they_are_synced()
    {
        var store = OpenFile();
        var done = false;
        var syncs = Task.Run(() =>
        {
            while (!Volatile.Read(ref done))
                _clock.Advance(TimeSpan.FromSeconds(1));
        });
        for (var save = 0; save < 500; save++)
        {
            await store.Save("default/one", State($"{save}"), default);
            if (save % 10 == 0)
                Assert.Equal($"{save}", (await OpenFile().Load("default/one", default))!.Text);
        }

        Volatile.Write(ref done, true);
        await syncs;
        Assert.Equal("499", (await OpenFile().Load("default/one", default))!.Text);
    }

    [Fact]
    public async Task A_state_may_grow_and_shrink()
    {
        var store = OpenFile();
        foreach (var length in new[] { 10, 5_000, 20, 100_000, 30 })
        {
            await store.Save("default/one", State(new string('x', length)), default);
            Assert.Equal(length, (await OpenFile().Load("default/one", default))!.Text.Length);
        }
    }

    [Fact]
    public async Task Another_process_goes_on_behind_the_newest_state()
    {
        for (var process = 0; process < 10; process++)
        {
            var store = OpenFile();
            for (var save = 0; save <= process % 3; save++)
                await store.Save("default/one", State($"{process}.{save}"), default);
            Assert.Equal($"{process}.{process % 3}", (await OpenFile().Load("default/one", default))!.Text);
        }
    }

    [Fact]
    public async Task States_of_an_older_version_are_read_until_one_is_saved_and_synced()
    {
        var former = Path.ChangeExtension(File, ".json");
        await System.IO.File.WriteAllTextAsync(former + ".synced", JsonSerializer.Serialize(State("synced"), JsonSerializerOptions.Web));
        Assert.Equal("synced", (await OpenFile().Load("default/one", default))!.Text);
        await System.IO.File.WriteAllTextAsync(former, JsonSerializer.Serialize(State("newest"), JsonSerializerOptions.Web));
        var store = OpenFile();
        Assert.Equal("newest", (await store.Load("default/one", default))!.Text);
        await store.Save("default/one", State("saved"), default);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("saved", (await OpenFile().Load("default/one", default))!.Text);
        Assert.Equal([File], Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task A_deleted_state_does_not_come_back_with_a_later_sync()
    {
        var store = OpenFile();
        await store.Save("default/one", State("gone"), default);
        await store.Delete("default/one", default);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await store.DisposeAsync();
        Assert.Null(await OpenFile().Load("default/one", default));
        Assert.Empty(Directory.GetFiles(_directory));
    }

    private FileStateStore<Sample> OpenFile() => new(_directory, JsonSerializerOptions.Web, _clock, NullLogger.Instance);
}

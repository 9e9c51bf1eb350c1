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

    private string File => Path.Combine(_directory, "default%2Fone.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    protected override IStateStore<Sample> Open() => OpenFile();

    [Fact]
    public async Task A_saved_state_is_there_for_the_next_process_without_any_ending()
    {
        await OpenFile().Save("default/one", State("kept"), default);
        Assert.Equal("kept", (await OpenFile().Load("default/one", default))!.Text);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"text\":")]
    [InlineData("null")]
    public async Task A_damaged_file_is_named_with_what_to_do(string content)
    {
        var store = OpenFile();
        await store.Save("default/one", State("kept"), default);
        await store.DisposeAsync();
        await System.IO.File.WriteAllTextAsync(File, content);
        var fault = await Assert.ThrowsAsync<IOException>(async () => await OpenFile().Load("default/one", default));
        Assert.Contains(File, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_power_loss_emptied_gives_the_state_synced_before()
    {
        var store = OpenFile();
        await store.Save("default/one", State("older"), default);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await store.Save("default/one", State("newer"), default);
        foreach (var lost in new byte[][] { [], new byte[100] })
        {
            await System.IO.File.WriteAllBytesAsync(File, lost);
            Assert.Equal("older", (await OpenFile().Load("default/one", default))!.Text);
        }
    }

    [Fact]
    public async Task States_are_synced_at_most_once_a_second_and_at_the_end()
    {
        var store = OpenFile();
        for (var i = 0; i < 5; i++)
            await store.Save("default/one", State($"{i}"), default);
        Assert.False(System.IO.File.Exists(File + ".synced"));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("\"4\"", await System.IO.File.ReadAllTextAsync(File + ".synced"), StringComparison.Ordinal);

        await store.Save("default/one", State("last"), default);
        await store.DisposeAsync();
        Assert.Contains("\"last\"", await System.IO.File.ReadAllTextAsync(File + ".synced"), StringComparison.Ordinal);
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

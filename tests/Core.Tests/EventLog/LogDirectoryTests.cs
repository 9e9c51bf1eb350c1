using Fabric.EventLog;

namespace Fabric.Core.Tests.EventLog;

public sealed class LogDirectoryTests : IDisposable
{
    private readonly LogFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_missing_directory_is_created()
    {
        _fixture.Options = _fixture.Options with { Directory = Path.Combine(_fixture.Path, "a", "b") };
        await _fixture.Fill(1);
        Assert.True(File.Exists(Path.Combine(_fixture.Path, "a", "b", "id")));
    }

    [Fact]
    public async Task A_log_that_is_open_is_refused_with_its_directory_and_the_process_that_holds_it()
    {
        await using var log = await _fixture.Open();
        var refusal = await Assert.ThrowsAsync<DirectoryInUseException>(async () => await _fixture.Open());
        Assert.Contains(_fixture.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessId, refusal.Process);
    }

    [Fact]
    public async Task A_lock_file_left_by_a_killed_process_holds_nobody_up()
    {
        await File.WriteAllTextAsync(Path.Combine(_fixture.Path, "lock"), "");
        await File.WriteAllTextAsync(Path.Combine(_fixture.Path, "lock.owner"), "4711");
        await _fixture.Fill(1);
    }

    [Fact]
    public async Task A_log_that_could_not_be_opened_is_not_held()
    {
        await _fixture.Fill(1);
        var format = Path.Combine(_fixture.Path, "format");
        var known = await File.ReadAllTextAsync(format);
        await File.WriteAllTextAsync(format, "fabric event log 2\n");
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(async () => await _fixture.Open());
        Assert.Contains("fabric event log 2", refusal.Message, StringComparison.Ordinal);

        await File.WriteAllTextAsync(format, known);
        await _fixture.Fill(1);
    }

    [Fact]
    public async Task A_path_below_a_file_is_refused_by_name()
    {
        var file = Path.Combine(_fixture.Path, "file");
        await File.WriteAllTextAsync(file, "");
        _fixture.Options = _fixture.Options with { Directory = Path.Combine(file, "log") };
        var refusal = await Assert.ThrowsAsync<IOException>(async () => await _fixture.Open());
        Assert.Contains(_fixture.Options.Directory, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_files_is_a_new_log()
    {
        await _fixture.Fill(1);
        var id = await File.ReadAllTextAsync(Path.Combine(_fixture.Path, "id"));
        File.Delete(_fixture.SegmentPath(0));
        await using var log = await _fixture.Open();
        Assert.NotEqual(Guid.Parse(id), log.Id);
    }
}

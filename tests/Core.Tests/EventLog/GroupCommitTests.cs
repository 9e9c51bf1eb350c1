using Fabric.Contract.EventLog;
using Fabric.EventLog;

namespace Fabric.Core.Tests.EventLog;

public sealed class GroupCommitTests : IDisposable
{
    private readonly LogFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Appends_that_wait_together_share_one_write_and_one_sync()
    {
        await using var log = await _fixture.Open();
        _fixture.Disk.Hold();
        var first = LogFixture.Append(log, 0);
        await _fixture.Disk.UntilHeld();
        var (writes, syncs) = (_fixture.Disk.Writes, _fixture.Disk.Syncs);
        var waiting = Enumerable.Range(1, 100).Select(number => LogFixture.Append(log, number)).ToArray();
        Assert.Equal(new Offset(101), log.Next);
        _fixture.Disk.Go();

        var outcomes = await Task.WhenAll([first, .. waiting]);
        Assert.All(outcomes, outcome => Assert.Equal(AppendStatus.Appended, outcome.Status));
        Assert.Equal(Enumerable.Range(0, 101), outcomes.Select(outcome => (int)outcome.First.Value));
        Assert.Equal(writes + 1, _fixture.Disk.Writes);
        Assert.Equal(syncs + 1, _fixture.Disk.Syncs);
        Assert.Equal(Enumerable.Range(0, 101), await LogFixture.ReadNumbers(log));
    }

    [Fact]
    public async Task Nobody_reads_or_seeks_what_is_not_synced()
    {
        await using var log = await _fixture.Open();
        _fixture.Disk.Hold();
        var append = LogFixture.Append(log, 0);
        await _fixture.Disk.UntilHeld();

        Assert.Equal(Offset.Zero, log.End);
        Assert.Equal(new Offset(1), log.Next);
        Assert.Equal(0, (await log.Read(Offset.Zero, 10, 1 << 20, default)).Events.Count);
        Assert.Equal(Offset.Zero, await log.Seek(DateTimeOffset.MinValue, default));
        Assert.False(append.IsCompleted);

        _fixture.Disk.Go();
        await append;
        Assert.Equal(1, (await log.Read(Offset.Zero, 10, 1 << 20, default)).Events.Count);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_append_to_happen()
    {
        await using var log = await _fixture.Open();
        using var cancellation = new CancellationTokenSource();
        _fixture.Disk.Hold();
        var cancelled = log.Append(SampleRecords.Batch(0, 1), Offset.Zero, false, cancellation.Token).AsTask();
        await _fixture.Disk.UntilHeld();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        _fixture.Disk.Go();
        await LogFixture.Append(log, 1);
        Assert.Equal([0, 1], await LogFixture.ReadNumbers(log));
    }

    [Fact]
    public async Task Closing_finishes_the_appends_that_wait()
    {
        var log = await _fixture.Open();
        _fixture.Disk.Hold();
        var appends = Enumerable.Range(0, 5).Select(number => LogFixture.Append(log, number)).ToArray();
        await _fixture.Disk.UntilHeld();
        var closing = log.DisposeAsync().AsTask();
        Assert.False(closing.IsCompleted);
        _fixture.Disk.Go();
        await closing;
        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(AppendStatus.Appended, outcome.Status));

        await using var again = await _fixture.Open();
        Assert.Equal(Enumerable.Range(0, 5), await LogFixture.ReadNumbers(again));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disk_that_fails_refuses_all_that_wait_and_recovers_by_itself(bool whileWriting)
    {
        await using (var log = await _fixture.Open())
        {
            await LogFixture.Append(log, 0);
            _fixture.Disk.WriteFault = whileWriting ? "No space left on device" : null;
            _fixture.Disk.SyncFault = whileWriting ? null : "Input/output error";
            _fixture.Disk.Hold();
            var failing = Enumerable.Range(50, 5).Select(number => LogFixture.Append(log, number)).ToArray();
            _fixture.Disk.Go();
            foreach (var outcome in await Task.WhenAll(failing))
            {
                Assert.Equal(AppendStatus.Full, outcome.Status);
                Assert.Contains(_fixture.Disk.WriteFault ?? _fixture.Disk.SyncFault!, outcome.Reason, StringComparison.Ordinal);
            }

            Assert.Equal(new Offset(1), log.Next);
            Assert.Equal(new Offset(1), log.End);
            Assert.Equal(AppendStatus.Full, (await LogFixture.Append(log, 60)).Status);

            _fixture.Disk.WriteFault = _fixture.Disk.SyncFault = null;
            Assert.Equal(AppendStatus.Appended, (await LogFixture.Append(log, 1)).Status);
            Assert.Equal([0, 1], await LogFixture.ReadNumbers(log));
        }

        await using var again = await _fixture.Open();
        Assert.Equal(0, again.Recovery.CutBytes);
        Assert.Equal([0, 1], await LogFixture.ReadNumbers(again));
    }

    [Fact]
    public async Task A_refused_write_gives_its_room_back_at_once()
    {
        await using var log = await _fixture.Open();
        await LogFixture.Append(log, 0);
        var size = new FileInfo(_fixture.SegmentPath(0)).Length;
        _fixture.Disk.WriteFault = "No space left on device";
        await LogFixture.Append(log, 1, dataBytes: 100_000);
        Assert.Equal(size, new FileInfo(_fixture.SegmentPath(0)).Length);
    }

    [Fact]
    public async Task A_file_that_lost_synced_bytes_accepts_nothing_any_more()
    {
        await using var log = await _fixture.Open();
        await LogFixture.Append(log, 0, dataBytes: 1000);
        using (var file = File.OpenHandle(_fixture.SegmentPath(0), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            RandomAccess.SetLength(file, 10);
        _fixture.Disk.WriteFault = "Input/output error";
        var failure = await Assert.ThrowsAsync<IOException>(() => LogFixture.Append(log, 1));
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
        _fixture.Disk.WriteFault = null;
        await Assert.ThrowsAsync<IOException>(() => LogFixture.Append(log, 1));
    }

    [Fact]
    public async Task A_segment_that_follows_a_refused_write_leaves_nothing_of_it_behind()
    {
        _fixture.Options = _fixture.Options with { HotBytes = 0, Limits = new LogLimits { MaxAge = TimeSpan.FromHours(1) } };
        await using (var log = await _fixture.Open())
        {
            await LogFixture.Append(log, 0);
            _fixture.Disk.WriteFault = _fixture.Disk.CutFault = "Input/output error";
            Assert.Equal(AppendStatus.Full, (await LogFixture.Append(log, 9)).Status);
            _fixture.Disk.WriteFault = _fixture.Disk.CutFault = null;
            _fixture.Clock.Advance(TimeSpan.FromMinutes(30));
            await LogFixture.Append(log, 1);
        }

        Assert.True(File.Exists(_fixture.SegmentPath(1)));
        await using var again = await _fixture.Open();
        Assert.Empty(again.Recovery.Damage);
        Assert.Equal([0, 1], await LogFixture.ReadNumbers(again));
    }
}

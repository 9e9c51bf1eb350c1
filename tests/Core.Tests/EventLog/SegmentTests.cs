using Fabric.Contract.EventLog;
using Fabric.EventLog;

namespace Fabric.Core.Tests.EventLog;

public sealed class SegmentTests : IDisposable
{
    private readonly LogFixture _fixture = new();

    public SegmentTests() =>
        _fixture.Options = _fixture.Options with { SegmentBytes = 2000, HotBytes = 0, IndexBytes = 300 };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_reopened_log_is_the_same_log()
    {
        Guid id;
        await using (var log = await _fixture.Open())
        {
            id = log.Id;
            await LogFixture.Append(log, 0, 5);
        }

        await using var again = await _fixture.Open();
        Assert.Equal(id, again.Id);
        Assert.Equal(new Offset(5), again.Next);
        Assert.Equal(SampleRecords.Batch(0, 5).TotalBytes, again.Bytes);
        Assert.Equal(AppendStatus.Conflict, (await again.Append(SampleRecords.Batch(5, 1), new Offset(4), false, default)).Status);
    }

    [Fact]
    public async Task A_full_segment_is_followed_by_the_next_one_and_all_are_read_through()
    {
        await _fixture.Fill(100);
        Assert.InRange(Directory.GetFiles(_fixture.Path, "*.log").Length, 4, 20);
        await using var log = await _fixture.Open();
        Assert.Equal(Enumerable.Range(0, 100), await LogFixture.ReadNumbers(log));
        for (var offset = 0; offset < 100; offset++)
            Assert.Equal(offset, (await log.Read(new Offset(offset), 1, 1, default)).Events[0].Offset);
    }

    [Fact]
    public async Task Missing_and_damaged_indexes_are_made_again()
    {
        await _fixture.Fill(60);
        var indexes = Directory.GetFiles(_fixture.Path, "*.index").Order().ToArray();
        var sound = await File.ReadAllBytesAsync(indexes[1]);
        File.Delete(indexes[0]);
        for (var position = 0; position < sound.Length; position += 5)
        {
            var damaged = sound.ToArray();
            damaged[position] ^= 0x10;
            await File.WriteAllBytesAsync(indexes[1], position == 5 ? sound[..30] : damaged);
            await using var log = await _fixture.Open();
            Assert.Equal(position == 0 ? 2 : 1, log.Recovery.RebuiltIndexes);
            Assert.Equal(60, log.End.Value);
        }

        Assert.Equal(sound, await File.ReadAllBytesAsync(indexes[1]));
        await using var last = await _fixture.Open();
        Assert.Equal(0, last.Recovery.RebuiltIndexes);
        Assert.Equal(Enumerable.Range(0, 60), await LogFixture.ReadNumbers(last));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_killed_between_creating_a_segment_and_writing_to_it_costs_nothing(bool indexSaved)
    {
        _fixture.Options = _fixture.Options with { SegmentBytes = 1 };
        await _fixture.Fill(3);
        await File.WriteAllBytesAsync(_fixture.SegmentPath(2), []);
        if (!indexSaved)
            File.Delete(_fixture.IndexPath(1));
        await using (var log = await _fixture.Open())
        {
            Assert.Equal(new Offset(2), log.Next);
            await LogFixture.Append(log, 2);
        }

        await using var again = await _fixture.Open();
        Assert.Equal([0, 1, 2], await LogFixture.ReadNumbers(again));
        Assert.Empty(again.Recovery.Missing);
    }

    [Fact]
    public async Task A_file_left_by_a_segment_that_was_never_begun_does_not_hide_the_end_of_the_log()
    {
        await _fixture.Fill(3);
        await File.WriteAllBytesAsync(_fixture.SegmentPath(1), []);
        var whole = await File.ReadAllBytesAsync(_fixture.SegmentPath(0));
        await File.WriteAllBytesAsync(_fixture.SegmentPath(0), [.. whole, 1, 2, 3]);
        await using var log = await _fixture.Open();
        Assert.Equal(3, log.Recovery.CutBytes);
        Assert.Equal([0, 1, 2], await LogFixture.ReadNumbers(log));
        Assert.Equal(new Offset(3), log.Next);
    }

    [Fact]
    public async Task Seek_by_time_goes_through_segments_and_their_indexes()
    {
        var start = _fixture.Clock.GetUtcNow();
        await using (var log = await _fixture.Open())
        {
            for (var i = 0; i < 100; i++)
            {
                await LogFixture.Append(log, i);
                _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        await using var again = await _fixture.Open();
        for (var i = 0; i < 100; i++)
            Assert.Equal(new Offset(i), await again.Seek(start.AddSeconds(i - 0.5), default));
        Assert.Equal(new Offset(100), await again.Seek(start.AddSeconds(99.5), default));
    }

    [Fact]
    public async Task Append_times_stay_in_order_over_a_restart_with_an_earlier_clock()
    {
        await _fixture.Fill(1);
        var before = _fixture.Clock.GetUtcNow();
        _fixture.Clock.Advance(TimeSpan.FromHours(-2));
        await _fixture.Fill(1);
        await using var log = await _fixture.Open();
        Assert.Equal(before, (await log.Read(new Offset(1), 1, 1, default)).Events[0].AppendedAt);
    }

    [Fact]
    public async Task Files_of_released_segments_are_deleted()
    {
        _fixture.Options = _fixture.Options with { Limits = new LogLimits { MaxBytes = 8000 } };
        await using var log = await _fixture.Open();
        for (var i = 0; i < 300; i++)
        {
            await LogFixture.Append(log, i);
            await log.Release(log.End, default);
        }

        await log.DisposeAsync();
        Assert.InRange(Directory.GetFiles(_fixture.Path, "*.log").Sum(file => new FileInfo(file).Length), 6000, 8000);
        Assert.InRange(Directory.GetFiles(_fixture.Path, "*.index").Length, 1, 10);
    }

    [Fact]
    public async Task Expired_events_of_a_log_that_nobody_writes_to_are_removed()
    {
        _fixture.Options = _fixture.Options with { Limits = new LogLimits { MaxAge = TimeSpan.FromHours(1) } };
        var log = await _fixture.Open();
        await LogFixture.Append(log, 0, 3);
        _fixture.Clock.Advance(TimeSpan.FromHours(2));
        await log.Release(log.End, default);
        await log.DisposeAsync();

        await using var again = await _fixture.Open();
        Assert.Equal(new Offset(3), again.First);
        Assert.Equal(new Offset(3), again.Next);
    }

    [Fact]
    public async Task Events_dropped_before_a_restart_do_not_come_back_and_are_not_counted_again()
    {
        _fixture.Options = _fixture.Options with { Limits = new LogLimits { MaxEvents = 4, Overflow = Overflow.DropOldest } };
        await _fixture.Fill(10);
        await using var log = await _fixture.Open();
        Assert.Equal(new Offset(6), log.First);
        Assert.Equal(0, log.Dropped);
        Assert.Equal([6, 7, 8, 9], await LogFixture.ReadNumbers(log));
    }
}

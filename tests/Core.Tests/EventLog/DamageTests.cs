using Fabric.Contract.EventLog;
using Fabric.EventLog;

namespace Fabric.Core.Tests.EventLog;

public sealed class DamageTests : IDisposable
{
    private readonly LogFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_bit_flipped_anywhere_before_the_last_record_is_refused_when_the_log_is_opened()
    {
        await _fixture.Fill(3, dataBytes: 10);
        var whole = await File.ReadAllBytesAsync(_fixture.SegmentPath(0));
        for (var position = 0; position < whole.Length / 3 * 2; position++)
        {
            await Flip(whole, position, 0);
            var damage = await Assert.ThrowsAsync<InvalidDataException>(async () => await _fixture.Open());
            Assert.Contains(_fixture.SegmentPath(0), damage.Message, StringComparison.Ordinal);
            Assert.Contains($"byte {position / (whole.Length / 3) * (whole.Length / 3)},", damage.Message, StringComparison.Ordinal);
            Assert.Contains(".log.damaged", damage.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_in_the_last_record_cuts_it_off()
    {
        await _fixture.Fill(3, dataBytes: 10);
        var whole = await File.ReadAllBytesAsync(_fixture.SegmentPath(0));
        for (var position = whole.Length / 3 * 2; position < whole.Length; position++)
        {
            await Flip(whole, position, 0);
            await using var log = await _fixture.Open();
            Assert.Equal(whole.Length / 3, log.Recovery.CutBytes);
            Assert.Equal([0, 1], await LogFixture.ReadNumbers(log, dataBytes: 10));
        }
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_in_a_complete_segment_is_never_read_as_data()
    {
        _fixture.Options = _fixture.Options with { SegmentBytes = 300, HotBytes = 0 };
        await _fixture.Fill(12, dataBytes: 10);
        var path = _fixture.SegmentPath(0);
        var whole = await File.ReadAllBytesAsync(path);
        var size = (int)RecordFields.SizeOf(whole);
        await using var log = await _fixture.Open();
        for (var position = 0; position < whole.Length; position++)
        {
            await Flip(whole, position, 0);
            var damaged = position / size;
            for (var offset = 0; offset < damaged; offset++)
                Assert.Equal(offset, (await log.Read(new Offset(offset), 1, 1, default)).Events[0].Offset);
            var refusal = await Assert.ThrowsAsync<InvalidDataException>(
                async () => await log.Read(new Offset(damaged), 10, 1 << 20, default));
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(AppendStatus.Appended, (await LogFixture.Append(log, 99)).Status);
        Assert.Equal(99, int.Parse(SampleRecords.IdOf((await log.Read(new Offset(12), 1, 1, default)).Events[0]), null));
    }

    [Fact]
    public async Task Damage_in_a_complete_segment_without_an_index_is_reported_and_refused_on_read()
    {
        _fixture.Options = _fixture.Options with { SegmentBytes = 300 };
        await _fixture.Fill(12, dataBytes: 10);
        File.Delete(_fixture.IndexPath(0));
        await Flip(await File.ReadAllBytesAsync(_fixture.SegmentPath(0)), 150, 0);
        await using var log = await _fixture.Open();
        Assert.Contains(_fixture.SegmentPath(0), Assert.Single(log.Recovery.Damage), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await LogFixture.ReadNumbers(log, dataBytes: 10));
        Assert.False(File.Exists(_fixture.IndexPath(0)));
    }

    [Fact]
    public async Task A_complete_segment_that_was_cut_short_is_refused_on_read()
    {
        _fixture.Options = _fixture.Options with { SegmentBytes = 300, HotBytes = 0 };
        await _fixture.Fill(12, dataBytes: 10);
        var path = _fixture.SegmentPath(0);
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..100]);
        await using var log = await _fixture.Open();
        Assert.Single(log.Recovery.Damage);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await LogFixture.ReadNumbers(log, dataBytes: 10));
    }

    [Fact]
    public async Task A_segment_put_aside_leaves_a_gap_that_is_reported_and_stepped_over()
    {
        _fixture.Options = _fixture.Options with { SegmentBytes = 1 };
        await _fixture.Fill(5);
        File.Move(_fixture.SegmentPath(2), _fixture.SegmentPath(2) + ".damaged");
        await using var log = await _fixture.Open();
        Assert.Equal((new Offset(2), new Offset(3)), Assert.Single(log.Recovery.Missing));
        Assert.Equal([0, 1, 3, 4], await LogFixture.ReadNumbers(log));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Offsets_of_a_last_segment_put_aside_are_not_given_again(bool withIndex)
    {
        _fixture.Options = _fixture.Options with { SegmentBytes = 1 };
        await _fixture.Fill(3);
        File.Move(_fixture.SegmentPath(2), _fixture.SegmentPath(2) + ".damaged");
        if (!withIndex)
            File.Delete(_fixture.IndexPath(1));
        for (var round = 0; round < 2; round++)
        {
            await using var log = await _fixture.Open();
            Assert.True(log.Next.Value > 2, $"{log.Next}");
            Assert.Single(log.Recovery.Missing);
            Assert.Equal([0, 1], await LogFixture.ReadNumbers(log));
        }
    }

    [Fact]
    public async Task A_last_segment_that_is_gone_is_refused_until_the_log_is_given_a_new_identity()
    {
        _fixture.Options = _fixture.Options with { SegmentBytes = 1 };
        await _fixture.Fill(3);
        var id = await File.ReadAllTextAsync(Path.Combine(_fixture.Path, "id"));
        File.Delete(_fixture.SegmentPath(2));
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(async () => await _fixture.Open());
        Assert.Contains(Path.Combine(_fixture.Path, "id"), refusal.Message, StringComparison.Ordinal);

        File.Delete(Path.Combine(_fixture.Path, "id"));
        await using var log = await _fixture.Open();
        Assert.NotEqual(Guid.Parse(id), log.Id);
        Assert.Equal([0, 1], await LogFixture.ReadNumbers(log));
    }

    private Task Flip(byte[] whole, int position, long segment)
    {
        var damaged = whole.ToArray();
        damaged[position] ^= (byte)(1 << (position % 8));
        return File.WriteAllBytesAsync(_fixture.SegmentPath(segment), damaged);
    }
}

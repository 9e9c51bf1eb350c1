using Fabric.EventLog;

namespace Fabric.Core.Tests.EventLog;

public sealed class TornTailTests : IDisposable
{
    private readonly LogFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_last_record_cut_at_any_byte_is_cut_off_and_the_log_goes_on()
    {
        await _fixture.Fill(3, dataBytes: 10);
        var whole = await File.ReadAllBytesAsync(_fixture.SegmentPath(0));
        var last = whole.Length / 3 * 2;
        for (var length = last; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_fixture.SegmentPath(0), whole[..length]);
            await using var log = await _fixture.Open();
            Assert.Equal(length - last, log.Recovery.CutBytes);
            Assert.Equal(length == last ? null : _fixture.SegmentPath(0), log.Recovery.CutFrom);
            Assert.Equal(new Offset(2), log.Next);
            await LogFixture.Append(log, 2, dataBytes: 10);
            Assert.Equal([0, 1, 2], await LogFixture.ReadNumbers(log, dataBytes: 10));
        }
    }

    [Fact]
    public async Task A_group_cut_at_any_byte_keeps_its_whole_records()
    {
        await using (var log = await _fixture.Open())
            await LogFixture.Append(log, 0, count: 3, dataBytes: 10);
        var whole = await File.ReadAllBytesAsync(_fixture.SegmentPath(0));
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_fixture.SegmentPath(0), whole[..length]);
            await using var log = await _fixture.Open();
            Assert.Equal(length / (whole.Length / 3), log.End.Value);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(4096)]
    [InlineData(3_000_000)]
    public async Task A_tail_of_zeros_is_cut_off(int zeros)
    {
        await _fixture.Fill(3);
        var whole = await File.ReadAllBytesAsync(_fixture.SegmentPath(0));
        await File.WriteAllBytesAsync(_fixture.SegmentPath(0), [.. whole, .. new byte[zeros]]);
        await using var log = await _fixture.Open();
        Assert.Equal(zeros, log.Recovery.CutBytes);
        Assert.Equal([0, 1, 2], await LogFixture.ReadNumbers(log));
        Assert.Equal(whole.Length, new FileInfo(_fixture.SegmentPath(0)).Length);
    }

    [Fact]
    public async Task A_tail_of_noise_is_cut_off()
    {
        await _fixture.Fill(3);
        var whole = await File.ReadAllBytesAsync(_fixture.SegmentPath(0));
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(_fixture.SegmentPath(0), [.. whole, .. noise]);
        await using var log = await _fixture.Open();
        Assert.Equal(5000, log.Recovery.CutBytes);
        Assert.Equal([0, 1, 2], await LogFixture.ReadNumbers(log));
    }

    [Fact]
    public async Task A_last_group_whose_sectors_were_written_out_of_order_is_cut_off_where_the_first_is_missing()
    {
        await using (var log = await _fixture.Open())
        {
            await LogFixture.Append(log, 0, dataBytes: 1000);
            await LogFixture.Append(log, 1, count: 20, dataBytes: 1000);
        }

        Zero(8192, 4096);
        await using var again = await _fixture.Open();
        Assert.InRange(again.End.Value, 6, 8);
        Assert.Equal(Enumerable.Range(0, (int)again.End.Value), await LogFixture.ReadNumbers(again, dataBytes: 1000));
    }

    [Fact]
    public async Task An_empty_sector_with_a_later_group_behind_it_is_damage()
    {
        await using (var log = await _fixture.Open())
        {
            await LogFixture.Append(log, 0, count: 20, dataBytes: 1000);
            await LogFixture.Append(log, 20, dataBytes: 1000);
        }

        Zero(8192, 4096);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await _fixture.Open());
    }

    private void Zero(int position, int count)
    {
        using var file = File.OpenHandle(_fixture.SegmentPath(0), FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, new byte[count], position);
    }
}

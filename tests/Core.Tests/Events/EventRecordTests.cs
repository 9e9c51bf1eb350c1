using System.Buffers.Binary;
using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Fabric.Events;

namespace Fabric.Core.Tests.Events;

public sealed class EventRecordTests
{
    [Theory]
    [InlineData(1, 200_000)]
    [InlineData(100, 1_000)]
    [InlineData(7, 60_000)]
    public void Large_batches_hold_every_record_whole_in_buffers_that_are_collected_young(int count, int dataBytes)
    {
        var writer = new EventWriter();
        for (var index = 0; index < count; index++)
        {
            writer.Begin();
            writer.Attribute(AttributeCode.Id, Encoding.UTF8.GetBytes($"{index}"));
            writer.End(Enumerable.Repeat((byte)index, dataBytes).ToArray());
        }

        var events = writer.ToBatch();
        Assert.Equal(Enumerable.Range(0, count), events.Records.ToArray().Select(record => int.Parse(record.Id, CultureInfo.InvariantCulture)));
        foreach (var record in events.Records)
        {
            Assert.True(record.Data.Span.IndexOfAnyExcept((byte)int.Parse(record.Id, CultureInfo.InvariantCulture)) < 0);
            Assert.True(MemoryMarshal.TryGetArray(record.Bytes, out var whole));
            Assert.True(whole.Array!.Length <= Math.Max(64 << 10, record.Bytes.Length));
        }
    }

    [Fact]
    public void Well_known_attributes_come_first_by_code_and_hidden_ones_last()
    {
        var writer = new EventWriter();
        writer.Begin();
        writer.Attribute(AttributeCode.TraceParent, "00-x"u8);
        writer.Attribute("zext", "1");
        writer.Attribute("type", "t");
        writer.Attribute("aext", "2");
        writer.Attribute("id", "i");
        writer.Attribute("source", "/s");
        writer.End();

        Assert.Equal("id=i source=/s type=t zext=1 aext=2 =00-x", Show(writer.ToBatch()[0]));
    }

    [Fact]
    public void A_well_known_attribute_given_twice_keeps_the_last_value()
    {
        var writer = new EventWriter();
        writer.Begin();
        writer.Attribute("type", "first, which is longer");
        writer.Attribute("id", "i");
        writer.Attribute("type", "last");
        writer.End("d"u8);

        var record = writer.ToBatch()[0];

        Assert.Equal("id=i type=last", Show(record));
        Assert.Equal("d"u8.ToArray(), record.Data.ToArray());
        Assert.Equal(2, BinaryPrimitives.ReadUInt16LittleEndian(record.Bytes.Span[26..]));
    }

    [Fact]
    public void Nothing_of_an_event_reaches_the_next()
    {
        var writer = new EventWriter();
        writer.Begin(version03: true, hops: 7);
        writer.Attribute("id", "1");
        writer.Attribute("subject", "s");
        writer.Attribute("ext", "e");
        writer.Attribute(AttributeCode.TraceParent, "p"u8);
        writer.End("data"u8);
        writer.Begin();
        writer.Attribute("id", "2");
        writer.End();

        var events = writer.ToBatch();

        Assert.Equal(2, events.Count);
        Assert.Equal((true, 7, true), (events[0].IsVersion03, events[0].Hops, events[0].HasData));
        Assert.Equal((false, 0, false), (events[1].IsVersion03, events[1].Hops, events[1].HasData));
        Assert.Equal("id=2", Show(events[1]));
    }

    [Fact]
    public void Attributes_are_found_by_name_and_specversion_is_one_of_them()
    {
        var record = new CloudEvent { Id = "1", Source = "/s", Type = "t", SpecVersion = "0.3" }.ToRecord();

        Assert.True(record.TryGet("specversion"u8, out var version));
        Assert.Equal("0.3", version.Text);
        Assert.True(record.TryGet("source"u8, out var source));
        Assert.Equal("/s", source.Text);
        Assert.False(record.TryGet("subject"u8, out _));
        Assert.True(record.Find(AttributeCode.Subject).IsEmpty);
    }

    [Theory]
    [InlineData(0, 254)]
    [InlineData(253, 1)]
    [InlineData(254, 0)]
    [InlineData(255, 0)]
    public void Hops_left_count_down_from_255_behind_this_broker(int hops, int left)
    {
        var writer = new EventWriter();
        writer.Begin(hops: hops);
        writer.End();

        Assert.Equal(left, writer.ToBatch()[0].HopsLeft);
    }

    [Fact]
    public void A_stamp_is_read_back_and_any_flipped_bit_breaks_the_checksum()
    {
        var bytes = new CloudEvent { Id = "1", Source = "/s", Type = "t", Data = "data"u8.ToArray() }.ToRecord().Bytes.ToArray();
        EventRecord.Stamp(bytes, 42, 1_000_000);
        var record = new EventRecord(bytes);

        Assert.Equal((42L, DateTimeOffset.UnixEpoch.AddSeconds(1), true), (record.Offset, record.AppendedAt, record.ChecksumHolds()));
        for (var bit = 32; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(record.ChecksumHolds());
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_batch_is_written_and_parsed_as_one_buffer()
    {
        var first = new CloudEvent { Id = "1", Source = "/s", Type = "t" }.ToBatch();
        var second = new CloudEvent { Id = "2", Source = "/s", Type = "t", Data = "x"u8.ToArray() }.ToBatch();
        var joined = EventBatch.Join([first, EventBatch.Empty, second]);
        var buffer = new ArrayBufferWriter<byte>();
        joined.WriteTo(buffer);

        var parsed = EventBatch.Parse(buffer.WrittenMemory);

        Assert.Equal(joined.TotalBytes, buffer.WrittenCount);
        Assert.Equal([first[0], second[0]], parsed.Records.ToArray());
    }

    [Fact]
    public void A_buffer_that_ends_within_a_record_is_no_batch()
    {
        var bytes = new CloudEvent { Id = "1", Source = "/s", Type = "t" }.ToRecord().Bytes;

        for (var length = 1; length < bytes.Length; length++)
            Assert.Throws<FormatException>(() => EventBatch.Parse(bytes[..length]));
    }

    private static string Show(EventRecord record)
    {
        var shown = new List<string>();
        foreach (var attribute in record.Attributes)
            shown.Add($"{Encoding.UTF8.GetString(attribute.Name)}={attribute.Text}");
        return string.Join(' ', shown);
    }
}

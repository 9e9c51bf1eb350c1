using Fabric.Contract;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Triggers;

public sealed class CursorTests
{
    private static readonly Guid Log = Guid.NewGuid();
    private readonly Cursor _cursor = new(0, Log, Offset.Zero, []);

    [Fact]
    public void Moves_behind_the_oldest_event_that_is_not_handled()
    {
        var pending = Read(_cursor, 10, 2, 5, 7);
        Assert.Equal(2, _cursor.Low.Value);
        _cursor.Handled(pending[1]);
        Assert.Equal(2, _cursor.Low.Value);
        _cursor.Handled(pending[0]);
        Assert.Equal(7, _cursor.Low.Value);
        _cursor.Handled(pending[2]);
        Assert.Equal(10, _cursor.Low.Value);
    }

    [Fact]
    public void Does_not_take_up_again_what_was_handled_before_a_restart()
    {
        var pending = Read(_cursor, 10, 0, 1, 2, 3, 4, 9);
        _cursor.Handled(pending[1]);
        _cursor.Handled(pending[2]);
        _cursor.Handled(pending[5]);
        var restored = Cursor.From(_cursor.State());
        Assert.Equal(0, restored.Low.Value);
        Assert.Equal([0L, 3, 4], Read(restored, 10, 0, 1, 2, 3, 4, 9).Select(again => again.Offset.Value));
        Assert.Equal<OffsetRange>(_cursor.State().Handled, restored.State().Handled);
    }

    [Fact]
    public void Keeps_what_was_handled_through_a_second_restart_before_it_was_read_again()
    {
        var pending = Read(_cursor, 4, 0, 1, 2, 3);
        _cursor.Handled(pending[3]);
        _cursor.Handled(pending[1]);
        var restored = Cursor.From(Cursor.From(_cursor.State()).State());
        Assert.Equal([0L, 2], Read(restored, 4, 0, 1, 2, 3).Select(again => again.Offset.Value));
    }

    [Fact]
    public void One_event_that_fails_costs_one_range_however_many_are_handled_behind_it()
    {
        var pending = Read(_cursor, 10_000, [.. Enumerable.Range(0, 10_000).Select(offset => (long)offset)]);
        foreach (var handled in pending.Skip(1))
            _cursor.Handled(handled);
        Assert.Equal(new OffsetRange(1, 10_000), Assert.Single(_cursor.State().Handled));
        Assert.Equal(1, _cursor.Outstanding);
    }

    [Fact]
    public void Agrees_with_a_plain_list_in_whatever_order_events_are_handled()
    {
        var random = new Random(11);
        for (var round = 0; round < 100; round++)
        {
            var cursor = new Cursor(0, Log, Offset.Zero, []);
            var open = new List<PendingEvent>();
            var next = 0L;
            for (var step = 0; step < 30; step++)
            {
                var offsets = Enumerable.Range(0, random.Next(4)).Select(_ => next += 1 + random.Next(2)).ToArray();
                open.AddRange(Read(cursor, ++next, offsets));
                for (var handled = random.Next(4); handled > 0 && open.Count > 0; handled--)
                {
                    var index = random.Next(open.Count);
                    cursor.Handled(open[index]);
                    open.RemoveAt(index);
                }
            }

            var expected = open.Select(pending => pending.Offset.Value).ToArray();
            Assert.Equal(expected.Length == 0 ? next : expected[0], cursor.Low.Value);
            var restored = Cursor.From(cursor.State());
            var all = Enumerable.Range(0, (int)next).Select(offset => (long)offset)
                .Where(offset => expected.Contains(offset) || restored.State().Handled.Any(range => range.From <= offset && offset < range.To));
            Assert.Equal(expected, Read(restored, next, [.. all]).Select(again => again.Offset.Value));
        }
    }

    private static PendingEvent[] Read(Cursor cursor, long next, params long[] offsets)
    {
        var read = offsets.Where(offset => offset >= cursor.ReadTo.Value)
            .Select(offset => cursor.Add(At(offset))).OfType<PendingEvent>().ToArray();
        cursor.Read(new Offset(next));
        return read;
    }

    private static EventRecord At(long offset)
    {
        var bytes = Some.Event($"{offset}").ToRecord().Bytes.ToArray();
        EventRecord.Stamp(bytes, offset, 0);
        return new EventRecord(bytes);
    }
}

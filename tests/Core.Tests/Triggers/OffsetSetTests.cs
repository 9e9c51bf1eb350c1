using Fabric.Triggers;

namespace Fabric.Core.Tests.Triggers;

public sealed class OffsetSetTests
{
    [Fact]
    public void Joins_ranges_that_touch_or_overlap()
    {
        var set = Set((5, 7), (1, 2), (9, 12), (7, 9));
        Assert.Equal<OffsetRange>([new(1, 2), new(5, 12)], set.Ranges);
        Assert.Equal(8, set.Count);
    }

    [Fact]
    public void Agrees_with_a_plain_set_whatever_is_added_and_trimmed()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var plain = new HashSet<long>();
            var set = Set();
            for (var step = 0; step < 20; step++)
            {
                var from = random.Next(60);
                var to = from + random.Next(8);
                set.Add(new OffsetRange(from, to));
                plain.UnionWith(Enumerable.Range(from, to - from).Select(offset => (long)offset));
                if (step % 7 != 6)
                    continue;
                var before = random.Next(20);
                set.Trim(before);
                plain.RemoveWhere(offset => offset < before);
            }

            Assert.Equal(plain.Count, set.Count);
            for (var offset = 0L; offset < 70; offset++)
            {
                Assert.Equal(plain.Contains(offset), set.Contains(offset));
                Assert.DoesNotContain(set.FirstMissing(offset), plain);
            }
        }
    }

    [Fact]
    public void The_first_missing_offset_is_the_end_of_the_range_that_holds_it()
    {
        var set = Set((3, 6));
        Assert.Equal([2, 6, 6, 7], [set.FirstMissing(2), set.FirstMissing(3), set.FirstMissing(5), set.FirstMissing(7)]);
    }

    private static OffsetSet Set(params (long From, long To)[] ranges) =>
        new([.. ranges.Select(range => new OffsetRange(range.From, range.To))]);
}

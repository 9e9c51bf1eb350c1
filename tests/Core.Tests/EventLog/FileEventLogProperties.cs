using Fabric.Contract.EventLog;
using Fabric.EventLog;
using FsCheck;
using FsCheck.Fluent;

namespace Fabric.Core.Tests.EventLog;

/// <summary>Whatever is appended, released and reopened in whatever order: the log holds what a list would.</summary>
public sealed class FileEventLogProperties
{
    private const int MaxEvents = 20;

    private enum Act
    {
        Append,
        AppendFromReserve,
        Release,
        Reopen,
        Read,
    }

    [Fact]
    public void A_log_holds_what_a_list_would()
    {
        var steps = Gen.ArrayOf(
            from act in Gen.Frequency(
                (5, Gen.Constant(Act.Append)), (2, Gen.Constant(Act.AppendFromReserve)), (4, Gen.Constant(Act.Release)),
                (1, Gen.Constant(Act.Reopen)), (3, Gen.Constant(Act.Read)))
            from amount in Gen.Choose(1, 8)
            select (act, amount));
        var cases = from run in steps from hot in Gen.Elements(0L, 1L << 20) select (run, hot);
        Prop.ForAll(cases.ToArbitrary(), one => Check(one.run, one.hot).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static async Task Check((Act Act, int Amount)[] steps, long hotBytes)
    {
        using var fixture = new LogFixture();
        fixture.Options = fixture.Options with
        {
            Limits = new LogLimits { MaxEvents = MaxEvents }, SegmentBytes = 700, IndexBytes = 200, HotBytes = hotBytes,
        };
        var log = await fixture.Open();
        var numbers = new List<int>();
        var (released, first, number) = (0, 0, 0);
        foreach (var (act, amount) in steps)
        {
            switch (act)
            {
                case Act.Append or Act.AppendFromReserve:
                    var reserve = act == Act.AppendFromReserve;
                    var fits = numbers.Count - released + amount <= (reserve ? 2 : 1) * MaxEvents;
                    var outcome = await log.Append(SampleRecords.Batch(number, amount), log.Next, reserve, default);
                    Assert.Equal(fits ? AppendStatus.Appended : AppendStatus.Full, outcome.Status);
                    if (fits)
                        numbers.AddRange(Enumerable.Range(number, amount));
                    number += amount;
                    break;
                case Act.Release:
                    released = Math.Min(numbers.Count, released + amount);
                    await log.Release(new Offset(released), default);
                    break;
                case Act.Reopen:
                    await log.DisposeAsync();
                    log = await fixture.Open();
                    await log.Release(new Offset(released), default);
                    break;
                default:
                    var from = Math.Max(0, numbers.Count - (amount * 4));
                    var slice = await log.Read(new Offset(from), amount, 1000, default);
                    var start = (int)Math.Max(from, log.First.Value);
                    Assert.Equal(numbers.Skip(start).Take(slice.Events.Count), Ids(slice));
                    Assert.True(slice.Events.Count > 0 || start == numbers.Count);
                    break;
            }

            first = Math.Max(first, Math.Min(numbers.Count - MaxEvents, released));
            Assert.Equal(numbers.Count, log.End.Value);
            Assert.InRange(log.First.Value, 0, first);
        }

        Assert.Equal(numbers.Skip((int)log.First.Value), await LogFixture.ReadNumbers(log));
        await log.DisposeAsync();
    }

    private static IEnumerable<int> Ids(LogSlice slice) => slice.Events.Records.ToArray()
        .Select(record => int.Parse(SampleRecords.IdOf(record), System.Globalization.CultureInfo.InvariantCulture));
}

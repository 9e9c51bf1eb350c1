using System.Globalization;
using Fabric.Contract.EventLog;
using Fabric.EventLog;
using Fabric.Postgres.Logs;

namespace Fabric.Postgres.Tests.Logs;

/// <summary>Appends events numbered by a test, and reads the numbers back.</summary>
internal static class NumberedEvents
{
    public static async Task<AppendOutcome> TryAppend(this PostgresEventLog log, int first, int count = 1, int dataBytes = 40) =>
        await log.Append(SampleRecords.Batch(first, count, dataBytes), log.Next, false, default);

    public static async Task Append(this PostgresEventLog log, int first, int count = 1, int dataBytes = 40)
    {
        var outcome = await log.TryAppend(first, count, dataBytes);
        Assert.True(outcome.Status == AppendStatus.Appended, outcome.ToString());
    }

    public static async Task<IEnumerable<int>> Numbers(this PostgresEventLog log)
    {
        var numbers = new List<int>();
        for (var next = log.First; next < log.End;)
        {
            var slice = await log.Read(next, 7, 1 << 20, default);
            Assert.NotEqual(0, slice.Events.Count);
            foreach (var record in slice.Events.Records.ToArray())
                numbers.Add(int.Parse(SampleRecords.IdOf(record), CultureInfo.InvariantCulture));
            next = slice.Next;
        }

        return numbers;
    }
}

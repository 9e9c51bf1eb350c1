using Fabric.Contract.EventLog;
using Fabric.Contract.Time;
using Fabric.EventLog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Core.Tests.EventLog;

/// <summary>A file log that a test closes, spoils and opens again.</summary>
public sealed class LogFixture : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public ManualClock Clock { get; } = new();

    public string Path => _directory.Path;

    public FileEventLogOptions Options { get; set; }

    internal ScriptedDisk Disk { get; } = new();

    public LogFixture() => Options = new FileEventLogOptions { Directory = Path, Limits = new LogLimits() };

    public string SegmentPath(long first) => _directory.File($"{first:D20}.log");

    public string IndexPath(long first) => _directory.File($"{first:D20}.index");

    public ValueTask<FileEventLog> Open() => FileEventLog.Open(Options, Clock, NullLogger.Instance, Disk, default);

    /// <summary>Appends events one by one, so that each is synced before the next, and closes the log.</summary>
    public async Task Fill(int count, int dataBytes = 40)
    {
        await using var log = await Open();
        for (var i = 0; i < count; i++)
            await Append(log, (int)log.Next.Value, 1, dataBytes);
    }

    public static async Task<AppendOutcome> Append(FileEventLog log, int first, int count = 1, int dataBytes = 40) =>
        await log.Append(SampleRecords.Batch(first, count, dataBytes), log.Next, false, default);

    /// <summary>The numbers of all events that can be read, each checked against what was written.</summary>
    public static async Task<List<int>> ReadNumbers(FileEventLog log, int dataBytes = 40)
    {
        var numbers = new List<int>();
        for (var next = log.First; next < log.End;)
        {
            var slice = await log.Read(next, 7, 1 << 20, default);
            foreach (var record in slice.Events.Records.ToArray())
            {
                var number = int.Parse(SampleRecords.IdOf(record), System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal(SampleRecords.Data(number, dataBytes), record.Data.ToArray());
                numbers.Add(number);
            }

            next = slice.Next;
        }

        return numbers;
    }

    public void Dispose() => _directory.Dispose();
}

using Fabric.Contract.EventLog;
using Fabric.Contract.Servers;
using Fabric.EventLog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Core.Tests.EventLog;

/// <summary>On a file system of a few MiB that is really full.</summary>
public sealed class FullDiskTests
{
    [TinyDiskFact]
    public async Task A_full_disk_refuses_and_takes_appends_again_once_there_is_room()
    {
        using var disk = TinyDisk.Mount(4 << 20);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2 << 20]);
        var options = new FileEventLogOptions { Directory = Path.Combine(disk.Path, "log"), SegmentBytes = 300_000 };
        await using (var log = await FileEventLog.Open(options, TimeProvider.System, NullLogger.Instance, default))
        {
            var accepted = 0;
            var outcome = await Append(log, accepted);
            for (; outcome.Status == AppendStatus.Appended; outcome = await Append(log, ++accepted))
                Assert.True(accepted < 100, "The disk never became full.");
            Assert.Equal(AppendStatus.Full, outcome.Status);
            Assert.Contains("disk", outcome.Reason, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(accepted, log.Next.Value);
            Assert.Equal(AppendStatus.Full, (await Append(log, accepted)).Status);
            Assert.Equal(accepted, (await LogFixture.ReadNumbers(log, 100_000)).Count);

            File.Delete(ballast);
            for (var round = 0; round < 5; round++)
                Assert.Equal(AppendStatus.Appended, (await Append(log, accepted++)).Status);
            Assert.Equal(Enumerable.Range(0, accepted), await LogFixture.ReadNumbers(log, 100_000));
        }

        await using var again = await FileEventLog.Open(options, TimeProvider.System, NullLogger.Instance, default);
        Assert.Equal(0, again.Recovery.CutBytes);
        Assert.Equal(Enumerable.Range(0, (int)again.End.Value), await LogFixture.ReadNumbers(again, 100_000));
    }

    [TinyDiskFact]
    public async Task A_directory_on_a_disk_that_is_read_only_is_refused_by_name()
    {
        using var disk = TinyDisk.Mount(1 << 20);
        disk.MakeReadOnly();
        var refusal = await Assert.ThrowsAsync<IOException>(async () => await FileEventLog.Open(
            new FileEventLogOptions { Directory = disk.Path }, TimeProvider.System, NullLogger.Instance, default));
        Assert.Contains($"The directory {disk.Path} cannot be written", refusal.Message, StringComparison.Ordinal);
    }

    private static ValueTask<AppendOutcome> Append(FileEventLog log, int number) =>
        log.Append(SampleRecords.Batch(number, 1, 100_000), log.Next, false, default);
}

using Fabric.Contract.Servers;
using Fabric.Contract.Time;
using Fabric.EventLog;

namespace Fabric.Postgres.Tests.Logs;

/// <summary>A server that stops, dies, is full or takes no writes.</summary>
public sealed class ServerFailureTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_acknowledged_is_lost_when_the_server_stops_or_dies_and_appends_go_on_when_it_is_back(bool inOrder)
    {
        await using var server = await PostgresServer.Start();
        await using var schema = await TestSchema.Create(server.ConnectionString);
        await using var log = await schema.OpenLog(_clock, segmentBytes: 20_000);
        var accepted = new List<int>();
        var number = 0;
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 50; i++)
                await Take();
            var ending = Task.Run(() => inOrder ? server.Stop() : server.Kill());
            while (await Take())
                await Task.Yield();
            await ending;
            await Assert.ThrowsAnyAsync<IOException>(async () => await log.TryAppend(number++));
            await server.Resume();
        }

        await log.DisposeAsync();
        await using var again = await schema.OpenLog(_clock);
        var kept = await again.Numbers();
        Assert.Empty(accepted.Except(kept));
        Assert.Equal(kept.Distinct().Order(), kept);

        async Task<bool> Take()
        {
            try
            {
                var mine = number++;
                if ((await log.TryAppend(mine, 1, 200)).Status == AppendStatus.Appended)
                    accepted.Add(mine);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    [TinyDiskFact]
    public async Task A_full_disk_refuses_and_takes_appends_again_once_there_is_room()
    {
        using var disk = TinyDisk.Mount(8 << 20);
        await using var server = await PostgresServer.Start();
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[4 << 20]);
        var space = Path.Combine(disk.Path, "space");
        Directory.CreateDirectory(space);
        await PostgresServer.Own(space);
        await PostgresServer.Own(disk.Path);
        await using (var schema = await TestSchema.Create(server.ConnectionString))
        {
            await schema.Query($"CREATE TABLESPACE tiny LOCATION '{space}'");
            await schema.Query("ALTER ROLE fabric SET default_tablespace = tiny");
        }

        await using (var schema = await TestSchema.Create(server.ConnectionString))
        await using (var log = await schema.OpenLog(_clock))
        {
            var number = 0;
            var outcome = await log.TryAppend(number, 1, 50_000);
            for (; outcome.Status == AppendStatus.Appended; outcome = await log.TryAppend(++number, 1, 50_000))
                Assert.True(number < 200, "The disk never became full.");
            Assert.Equal(AppendStatus.Full, outcome.Status);
            Assert.Contains("Free some room", outcome.Reason, StringComparison.Ordinal);

            File.Delete(ballast);
            await log.Append(number, 1, 50_000);
            Assert.Equal(Enumerable.Range(0, number + 1), await log.Numbers());
        }

        await server.Stop();
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_is_named_and_appends_go_on_when_it_does()
    {
        await using var server = await PostgresServer.Start();
        await using var schema = await TestSchema.Create(server.ConnectionString);
        await using var log = await schema.OpenLog(_clock);
        await log.Append(0);
        await ReadOnly("on");
        var fault = await Assert.ThrowsAnyAsync<IOException>(async () => await log.TryAppend(9));
        Assert.Contains("connect to the primary", fault.Message, StringComparison.Ordinal);
        Assert.Equal([0], await log.Numbers());
        await ReadOnly("off");
        await log.Append(1);
        Assert.Equal([0, 1], await log.Numbers());

        async Task ReadOnly(string value)
        {
            await schema.Query($"ALTER SYSTEM SET default_transaction_read_only = {value}");
            await schema.Query("SELECT pg_reload_conf()");
            await Eventually(async () => (string?)await schema.Query("SHOW default_transaction_read_only") == value);
        }
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "It did not come to hold.");
    }
}

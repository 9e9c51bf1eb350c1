using Fabric.Contract.EventLog;
using Fabric.Contract.Time;
using Fabric.EventLog;
using Fabric.Postgres.Logs;

namespace Fabric.Postgres.Tests.Logs;

/// <summary>Two activations of one broker, on two silos, have the same log open.</summary>
public sealed class ClaimTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private TestSchema _schema = null!;

    public async Task InitializeAsync() => _schema = await TestSchema.Create();

    public async Task DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task Of_two_that_have_a_log_open_only_the_last_one_appends()
    {
        await using var old = await _schema.OpenLog(_clock);
        await old.Append(0, 2);
        await using var current = await _schema.OpenLog(_clock);
        Assert.Equal(new Offset(2), current.Next);

        var refused = await old.Append(SampleRecords.Batch(9, 1), old.Next, false, default);
        Assert.Equal(AppendStatus.Conflict, refused.Status);
        Assert.Contains("opened elsewhere", refused.Reason, StringComparison.Ordinal);
        await current.Append(2, 1);
        Assert.Equal(AppendStatus.Conflict, (await old.Append(SampleRecords.Batch(9, 1), old.Next, false, default)).Status);
        Assert.Equal([0, 1, 2], await current.Numbers());
    }

    [Fact]
    public async Task Whoever_opens_a_log_while_others_append_sees_each_acknowledged_event_once_and_in_order()
    {
        var acknowledged = new List<int>();
        var number = 0;
        for (var round = 0; round < 20; round++)
        {
            await using var log = await _schema.OpenLog(_clock);
            var appends = new List<(int Id, Task<AppendOutcome> Outcome)>();
            var opening = Task.CompletedTask;
            for (var i = 0; i < 30; i++)
            {
                appends.Add((number, log.TryAppend(number)));
                number++;
                if (i == 10)
                    opening = Task.Run(async () => await (await _schema.OpenLog(_clock)).DisposeAsync());
                await Task.Yield();
            }

            await opening;
            foreach (var (id, outcome) in appends)
            {
                if ((await outcome).Status == AppendStatus.Appended)
                    acknowledged.Add(id);
            }
        }

        await using var last = await _schema.OpenLog(_clock);
        var kept = await last.Numbers();
        Assert.Empty(acknowledged.Except(kept));
        Assert.Equal(kept.Distinct().Order(), kept);
        Assert.NotEmpty(acknowledged);
    }

    [Fact]
    public async Task A_log_survives_its_owner_with_its_identity_events_and_times()
    {
        Guid id;
        await using (var log = await _schema.OpenLog(_clock, segmentBytes: 1_000))
        {
            id = log.Id;
            for (var i = 0; i < 50; i++)
                await log.Append(i, 1);
        }

        await using var again = await _schema.OpenLog(_clock, segmentBytes: 1_000);
        Assert.Equal((id, Offset.Zero, new Offset(50)), (again.Id, again.First, again.End));
        Assert.Equal(50, (await again.Numbers()).Count());
        Assert.Equal(new Offset(0), await again.Seek(_clock.GetUtcNow(), default));
        Assert.Equal(SampleRecords.Batch(0, 50).TotalBytes, again.Bytes);
    }

    [Fact]
    public async Task What_is_not_kept_any_more_is_dropped_by_whole_tables()
    {
        await using var log = await _schema.OpenLog(_clock, new LogLimits { MaxBytes = 16_000 });
        for (var i = 0; i < 400; i++)
        {
            await log.Append(i, 1);
            await log.Release(log.End, default);
        }

        await log.DisposeAsync();
        Assert.InRange((long)(await _schema.Query("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'segment\\_%' AND schemaname = current_schema"))!, 2, 12);
        Assert.Equal(0L, await _schema.Query("SELECT coalesce(sum(n_tup_del), 0)::bigint FROM pg_stat_user_tables WHERE relname LIKE 'segment\\_%' AND schemaname = current_schema"));
        await using var again = await _schema.OpenLog(_clock, new LogLimits { MaxBytes = 16_000 });
        Assert.Equal(400 - (again.End - again.First), again.First.Value);
        Assert.Equal(again.End - again.First, (await again.Numbers()).Count());
    }

    [Fact]
    public async Task A_removed_log_leaves_no_table_and_begins_again_with_another_identity()
    {
        await using var log = await _schema.OpenLog(_clock, segmentBytes: 200);
        for (var i = 0; i < 200; i++)
            await log.Append(i, 1);
        await new LogClaims(_schema.Database).Remove("log", default);
        await new LogClaims(_schema.Database).Remove("never", default);
        Assert.Equal(0L, await _schema.Query("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'segment\\_%' AND schemaname = current_schema"));

        Assert.Equal(AppendStatus.Conflict, (await log.Append(SampleRecords.Batch(9, 1), log.Next, false, default)).Status);
        await using var again = await _schema.OpenLog(_clock);
        Assert.Equal(Offset.Zero, again.Next);
        Assert.NotEqual(log.Id, again.Id);
    }

    [Fact]
    public async Task A_log_that_somebody_still_reads_is_removed_at_once_and_its_tables_are_dropped_later()
    {
        await using (var log = await _schema.OpenLog(_clock))
            await log.Append(0, 2);
        await _schema.Database.Transact(async connection =>
        {
            await using var reading = connection.CreateCommand();
            reading.CommandText = "SELECT count(*) FROM segment_1_0";
            await reading.ExecuteScalarAsync();
            await new LogClaims(_schema.Database).Remove("log", default);
            return true;
        }, default);
        await using (var again = await _schema.OpenLog(_clock))
            Assert.Equal(Offset.Zero, again.Next);
        await new LogClaims(_schema.Database).Sweep(default);
        Assert.Equal(true, await _schema.Query("SELECT to_regclass('segment_1_0') IS NULL"));
    }

    [Fact]
    public async Task A_damaged_record_is_never_handed_out()
    {
        await using (var log = await _schema.OpenLog(_clock))
            await log.Append(0, 3);
        await _schema.Query("UPDATE segment_1_0 SET records = set_byte(records, octet_length(records) - 5, 0)");
        await using var again = await _schema.OpenLog(_clock);
        Assert.Equal(2, (await again.Read(Offset.Zero, 2, 1 << 20, default)).Events.Count);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(async () => await again.Read(Offset.Zero, 3, 1 << 20, default));
        Assert.Contains("segment_1_0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("event 2", fault.Message, StringComparison.Ordinal);
    }
}

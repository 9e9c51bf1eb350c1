using Fabric.Contract.Servers;
using Fabric.Contract.Time;
using Fabric.EventLog;

namespace Fabric.Postgres.Tests.Logs;

/// <summary>Connections that break at the worst moments.</summary>
public sealed class LostConnectionTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private TcpProxy _proxy = null!;
    private TestSchema _schema = null!;

    public async Task InitializeAsync()
    {
        _proxy = (await PostgresServer.Shared).Proxy();
        _schema = await TestSchema.Create(PostgresServer.ConnectionStringOf(_proxy));
    }

    public async Task DisposeAsync()
    {
        await _schema.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task An_append_that_was_committed_and_not_answered_is_acknowledged_and_there_once()
    {
        await using var log = await _schema.OpenLog(_clock);
        await log.Append(0, 2);
        _proxy.CutNextAnswer();
        await log.Append(2, 3);
        await log.Append(5);
        Assert.Equal(Enumerable.Range(0, 6), await log.Numbers());
        Assert.Equal(Enumerable.Range(0, 6), await Reopened());
    }

    [Fact]
    public async Task An_append_cut_off_half_way_is_made_again()
    {
        await using var log = await _schema.OpenLog(_clock);
        await log.Append(0, 2);
        _proxy.CutNextRequest(ofAtLeast: 4_000, after: 3_000);
        await log.Append(2, 3, dataBytes: 10_000);
        Assert.Equal(Enumerable.Range(0, 5), await log.Numbers());
        Assert.Equal(Enumerable.Range(0, 5), await Reopened());
    }

    [Fact]
    public async Task While_the_server_is_away_appends_fail_and_the_same_log_goes_on_when_it_is_back()
    {
        await using var log = await _schema.OpenLog(_clock);
        await log.Append(0, 2);
        _proxy.Cut();
        var fault = await Assert.ThrowsAnyAsync<IOException>(async () => await log.TryAppend(7));
        Assert.Contains("does not answer", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(async () => await log.TryAppend(8));
        Assert.Equal(new Offset(2), log.Next);
        Assert.Equal([0, 1], await log.Numbers());

        _proxy.Restore();
        await log.Append(2);
        Assert.Equal([0, 1, 2], await log.Numbers());
        Assert.Equal([0, 1, 2], await Reopened());
    }

    [Fact]
    public async Task What_was_committed_and_refused_is_found_before_anything_else_is_appended()
    {
        await using var log = await _schema.OpenLog(_clock);
        await log.Append(0, 2);
        _proxy.CutNextAnswer(stay: true);
        await Assert.ThrowsAnyAsync<IOException>(async () => await log.TryAppend(2, 3));
        Assert.Equal(new Offset(2), log.Next);

        _proxy.Restore();
        // As many events as were refused: they must not be taken for those.
        var outcome = await log.TryAppend(7, 3);
        Assert.Equal((AppendStatus.Conflict, new Offset(5)), (outcome.Status, outcome.Next));
        await log.Append(5, 1);
        Assert.Equal([0, 1, 2, 3, 4, 5], await log.Numbers());
        Assert.Equal([0, 1, 2, 3, 4, 5], await Reopened());
    }

    [Fact]
    public async Task A_log_that_was_opened_elsewhere_meanwhile_acknowledges_nothing()
    {
        await using var log = await _schema.OpenLog(_clock);
        await log.Append(0, 2);
        _proxy.CutNextAnswer(stay: true);
        await Assert.ThrowsAnyAsync<IOException>(async () => await log.TryAppend(2, 1));
        _proxy.Restore();
        await using var other = await _schema.OpenLog(_clock);
        await other.Append(3, 1);
        Assert.Equal(AppendStatus.Conflict, (await log.TryAppend(9)).Status);
        Assert.Equal([0, 1, 2, 3], await other.Numbers());
    }

    [Fact]
    public async Task Appends_that_wait_behind_one_that_fails_fail_with_it_or_follow_it_in_order()
    {
        await using var log = await _schema.OpenLog(_clock);
        var accepted = new List<int>();
        var number = 0;
        for (var round = 0; round < 30; round++)
        {
            if (round % 3 == 0)
                _proxy.CutNextAnswer(stay: round % 2 == 0);
            var appends = Enumerable.Range(0, 10).Select(_ => (Number: number, Outcome: log.TryAppend(number++))).ToArray();
            foreach (var append in appends)
            {
                await append.Outcome.ContinueWith(_ => { }, TaskScheduler.Default);
                if (append.Outcome.IsCompletedSuccessfully && (await append.Outcome).Status == AppendStatus.Appended)
                    accepted.Add(append.Number);
            }

            _proxy.Restore();
        }

        var kept = await Reopened();
        Assert.Empty(accepted.Except(kept));
        Assert.Equal(kept.Distinct().Order(), kept);
        Assert.True(accepted.Count > 100, $"Only {accepted.Count} were accepted.");
    }

    private async Task<IEnumerable<int>> Reopened()
    {
        await using var log = await _schema.OpenLog(_clock);
        return await log.Numbers();
    }
}

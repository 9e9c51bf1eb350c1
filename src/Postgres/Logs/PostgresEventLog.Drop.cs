using Fabric.EventLog;

namespace Fabric.Postgres.Logs;

/// <summary>The part of the log that drops the tables of segments which are not kept any more.</summary>
internal sealed partial class PostgresEventLog
{
    private static readonly TimeSpan DropPause = TimeSpan.FromSeconds(30);

    private readonly List<Segment> _dropped = [];
    private DateTimeOffset _dropNotBefore;

    private async Task DropSegments()
    {
        Segment[] dropped;
        lock (_gate)
            dropped = [.. _dropped];
        if (dropped.Length == 0 || _time.GetUtcNow() < _dropNotBefore)
            return;
        try
        {
            await Tables.Drop([.. dropped.Select(segment => segment.First)], CancellationToken.None);
            lock (_gate)
                _dropped.RemoveRange(0, dropped.Length);
        }
        catch (IOException failure)
        {
            // They are tried again with the next ones, or after the log was opened again.
            _dropNotBefore = _time.GetUtcNow() + DropPause;
            Log.NotDropped(_logger, dropped.Length, _options.Name, failure.Message);
        }
    }
}

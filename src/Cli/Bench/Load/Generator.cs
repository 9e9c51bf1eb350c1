using System.Net;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Sockets;

namespace Fabric.Cli.Bench.Load;

/// <summary>
/// Posts numbered events from one thread over many connections. An event that is refused (429, 503) or whose connection
/// breaks is sent again under its number, so that every number ends acknowledged.
/// </summary>
internal sealed class Generator : IDisposable
{
    // A refusing broker is asked again soon, but not in a loop that takes the CPU it needs.
    private const long Pause = 5_000_000;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly LoadPlan _plan;
    private readonly IRequest _request;
    private readonly ISocketPoller _poller = SocketPoller.Create();
    private readonly LoadConnection[] _connections;
    private readonly Stack<LoadConnection> _idle = [];
    private readonly Queue<(long Due, LoadConnection Connection)> _paused = [];
    private readonly LoadTally _tally;
    private readonly int[] _ready;
    private long _nextId;

    public Generator(LoadPlan plan)
    {
        _plan = plan;
        _request = plan.Batch > 1 ? new BatchRequest(plan) : new BinaryRequest(plan);
        var target = new IPEndPoint(IPAddress.Parse(plan.Target.Host), plan.Target.Port);
        _connections = [.. Enumerable.Range(0, plan.Connections).Select(key => new LoadConnection(key, target, _poller))];
        foreach (var connection in _connections.Reverse())
            _idle.Push(connection);
        _tally = new LoadTally(_request.Events);
        _ready = new int[plan.Connections];
        _nextId = plan.FirstId;
    }

    /// <summary>Sends for the planned time, then waits for the answers.</summary>
    public LoadResult Run(CancellationToken cancellation)
    {
        var start = Monotonic.Now;
        var schedule = new Schedule(start, _plan.Seconds, _plan.Rate / _request.Events);
        var giveUp = start + (long)((_plan.Seconds + Grace.TotalSeconds) * 1e9);
        for (var now = start; now < giveUp && !cancellation.IsCancellationRequested; now = Monotonic.Now)
        {
            Resend(now);
            SendDue(schedule, now);
            if (schedule.IsOver(now) && _idle.Count == _connections.Length)
                break;
            Receive(Wait(schedule));
        }

        return _tally.Result(start, _plan.FirstId, _nextId, _connections.Except(_idle).Select(connection => connection.Id));
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
        _poller.Dispose();
    }

    private void SendDue(Schedule schedule, long now)
    {
        _tally.Behind(schedule.Behind(now) - _idle.Count);
        while (_idle.Count > 0 && schedule.TryTake(now, out var due))
        {
            var connection = _idle.Pop();
            (connection.Id, connection.Due) = (_nextId, due);
            _nextId += _request.Events;
            Send(connection);
        }
    }

    private void Resend(long now)
    {
        while (_paused.TryPeek(out var paused) && paused.Due <= now)
            Send(_paused.Dequeue().Connection);
    }

    private void Send(LoadConnection connection)
    {
        if (!connection.Send(_request.Encode(connection.Id, connection.Due)))
            Broken(connection);
    }

    private void Receive(TimeSpan wait)
    {
        var count = _poller.Wait(_ready, wait);
        for (var i = 0; i < count; i++)
        {
            var connection = _connections[_ready[i]];
            switch (connection.Continue() ? connection.Receive() : -1)
            {
                case 0:
                    break;
                case -1:
                    Broken(connection);
                    break;
                case >= 200 and < 300:
                    _tally.Accepted(Monotonic.Now - connection.Due);
                    _idle.Push(connection);
                    break;
                case 429 or 503:
                    _tally.Refused();
                    SendLater(connection);
                    break;
                case var status:
                    _tally.Failed($"answered {status}");
                    SendLater(connection);
                    break;
            }
        }
    }

    // The other side may close a connection on which nothing is open.
    private void Broken(LoadConnection connection)
    {
        connection.Close();
        if (!connection.IsWaiting)
            return;
        _tally.Failed("the connection broke");
        SendLater(connection);
    }

    private void SendLater(LoadConnection connection) => _paused.Enqueue((Monotonic.Now + Pause, connection));

    private TimeSpan Wait(Schedule schedule)
    {
        var next = _idle.Count > 0 ? schedule.NextTime : long.MaxValue;
        if (_paused.TryPeek(out var paused))
            next = Math.Min(next, paused.Due);
        var ticks = (next - Monotonic.Now) / TimeSpan.NanosecondsPerTick;
        return TimeSpan.FromTicks(Math.Clamp(ticks, 0, LongestWait.Ticks));
    }
}

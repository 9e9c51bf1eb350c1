using Fabric.Brokers;

namespace Fabric.Triggers;

/// <summary>
/// Subscribes at one partition of the broker and pulls what matches, as long as there is room for it; subscribes again
/// when the broker vanished or has another log. At the end of the trigger's bounds it unsubscribes, so that the broker is
/// not held.
/// </summary>
internal sealed class ReadLoop(
    int partition, TriggerContext context, CursorSet cursors, Inbox inbox, DeliveryLanes lanes, StateKeeper keeper, Progress progress)
    : IDisposable
{
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(1);

    // An event may have got its time and not be readable yet.
    private static readonly TimeSpan AppendGrace = TimeSpan.FromSeconds(1);
    private readonly DateTimeOffset _startedAt = context.Now;
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _interrupt = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping);
    private bool _brokerWasMissing;
    private bool _endReached;
    private string? _trouble;
    private int _failures;

    /// <summary>True while the broker keeps events for the trigger.</summary>
    public bool IsSubscribed { get; private set; }

    /// <summary>True once the end of the bounds is reached and everything before it is handled.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Ends after the first attempt to subscribe, successful or not.</summary>
    public Task FirstAttempt => _firstAttempt.Task;

    private Cursor? Cursor => cursors.Find(partition);

    public async Task Run()
    {
        while (!context.IsStopping)
        {
            try
            {
                await Step();
                continue;
            }
            catch (OperationCanceledException) when (context.IsStopping || _interrupt.IsCancellationRequested)
            {
                continue;
            }
            catch (Exception fault)
            {
                // The broker may have come up elsewhere, from a state that does not know this trigger.
                IsSubscribed = false;
                Trouble($"Cannot read from broker {context.Spec.Broker}: {fault.Message}");
                _firstAttempt.TrySetResult();
            }

            await BackOff();
        }

        _firstAttempt.TrySetResult();
    }

    /// <summary>Ends the read under way: the spec changed, and with it what is to be read.</summary>
    public void Interrupt() => _interrupt.Cancel();

    public void Dispose() => _interrupt.Dispose();

    private Task Step()
    {
        if (_interrupt.IsCancellationRequested)
        {
            _interrupt.Dispose();
            _interrupt = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping);
            _endReached = false;
            IsComplete = false;
        }

        if (!IsSubscribed && !IsComplete)
            return Subscribe();
        if (_endReached)
            return Complete();
        return !context.IsActive || !inbox.HasRoom ? context.Stirred.Wait() : Read();
    }

    private async Task Subscribe()
    {
        var known = Cursor;
        var answer = await context.Broker(partition).Subscribe(
            new SubscribeRequest(context.Name, Start(), known?.Log, known?.Low), context.Stopping);
        if (!answer.Found)
        {
            _brokerWasMissing = true;
            Trouble($"Broker {context.Spec.Broker} does not exist or does not work.");
            _firstAttempt.TrySetResult();
            await BackOff();
            return;
        }

        if (known is null || known.Log != answer.Log)
        {
            if (known is not null)
                context.Tally.Trouble($"Broker {context.Spec.Broker} has a new log: it is read from its oldest event on.");
            cursors.Set(Cursor.From(partition, answer));
        }
        else if (known.Outstanding == 0)
        {
            known.Read(answer.Position);
        }

        if (cursors.All.Length >= context.Spec.Partitions)
            cursors.Begun = Math.Max(cursors.Begun, context.Spec.Partitions);
        // Without this a crash before the first event would make the trigger start at the newest event once more.
        await keeper.Save();
        IsSubscribed = true;
        context.Tally.Passed(_trouble);
        _firstAttempt.TrySetResult();
    }

    // A partition that was added holds nothing older than the trigger; of a broker that came later, everything counts.
    private StartPosition Start()
    {
        var start = context.Spec.Start;
        if (partition >= cursors.Begun && cursors.Begun > 0)
            return StartPosition.Earliest;
        var isLatest = start is { FromEarliest: false, Time: null, Offset: null };
        return isLatest && _brokerWasMissing ? StartPosition.At(_startedAt) : start;
    }

    private async Task Read()
    {
        var cursor = Cursor!;
        var (maxEvents, maxBytes) = inbox.ReadSize;
        var request = new ReadRequest(
            cursor.ReadTo, context.Spec.Filter, maxEvents, maxBytes, Patience, cursor.Log, context.Name);
        var askedAt = context.Now;
        var outcome = await context.Broker(partition).Read(request, _interrupt.Token);
        if (!outcome.Found)
        {
            IsSubscribed = false;
            if (_failures++ > 0)
                await BackOff();
            return;
        }

        _failures = 0;
        var (events, next, ended) = Bounds.Cut(context.Spec, outcome);
        inbox.Take(cursor, events, next);
        var isOver = context.Spec.EndTime + AppendGrace <= askedAt;
        _endReached = ended || (isOver && outcome.Events.Count == 0 && outcome.Next == request.From);
        lanes.Pump();
        progress.Moved();
    }

    // The end of a period is noticed although nothing more is published.
    private TimeSpan Patience
    {
        get
        {
            var left = context.Spec.EndTime + AppendGrace - context.Now;
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < LongPoll ? left.Value : LongPoll;
        }
    }

    private async Task Complete()
    {
        var cursor = Cursor!;
        if (IsComplete || cursor.Outstanding > 0)
        {
            await context.Stirred.Wait();
            return;
        }

        await keeper.Save();
        await context.Broker(partition).Unsubscribe(context.Name, context.Stopping);
        IsSubscribed = false;
        IsComplete = true;
        context.Tally.Completed(partition);
    }

    private void Trouble(string what)
    {
        _trouble = what;
        context.Tally.Trouble(what);
    }

    private async Task BackOff()
    {
        var wait = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(_failures++, 10)));
        await context.Wait(wait < LongestBackoff ? wait : LongestBackoff, context.Stopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}

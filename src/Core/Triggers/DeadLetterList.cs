using System.Collections.Immutable;
using Fabric.Events;
using Fabric.EventLog;

namespace Fabric.Triggers;

/// <summary>
/// The trigger's own dead letters: a log of their own, made when the first one comes, and the positions in it that were
/// redriven or purged. When it is full the trigger waits; nothing is dropped.
/// </summary>
internal sealed class DeadLetterList(TriggerContext context, TriggerState saved, Func<Task> save)
{
    private const int PageBytes = 4 << 20;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private IEventLog? _log;
    private Task<IEventLog>? _opening;

    /// <summary>True once there was a dead letter.</summary>
    public bool Exists { get; private set; } = saved.HasDeadLetters;

    /// <summary>Positions that were redriven or purged.</summary>
    public OffsetSet Removed { get; } = new(saved.RemovedDeadLetters);

    /// <summary>Adds a dead letter, as durable as the trigger is once this returns; waits while the list is full.</summary>
    /// <exception cref="OperationCanceledException">The trigger stops.</exception>
    public async ValueTask Add(EventRecord letter)
    {
        while (await TryAdd(letter, useReserve: false) is { } refusal)
        {
            context.Tally.Trouble(
                $"The dead letter list does not take more, deliveries wait: {refusal} Redrive or purge dead letters, or name a sink.");
            await context.Wait(RetryInterval, context.Stopping);
        }
    }

    /// <summary>Some of the dead letters, oldest first.</summary>
    public async ValueTask<DeadLetterPage> Page(Offset from, int maxEvents, CancellationToken cancellationToken)
    {
        if (!Exists)
            return new DeadLetterPage(EventBatch.Empty, from, 0);
        var log = await Open();
        var found = new List<EventRecord>();
        while (found.Count < maxEvents && from < log.End)
        {
            from = new Offset(Removed.FirstMissing(from.Value));
            var slice = await log.Read(from, maxEvents - found.Count, PageBytes, cancellationToken);
            if (slice.Events.Count == 0)
                break;
            foreach (var record in slice.Events.Records)
            {
                if (!Removed.Contains(record.Offset))
                    found.Add(record);
            }

            from = slice.Next;
        }

        return new DeadLetterPage(EventBatch.Of([.. found]), from, Kept);
    }

    /// <summary>How many there are; nothing before the list was opened.</summary>
    public long Kept => _log is null ? 0 : _log.End - _log.First - Removed.Count;

    /// <summary>Opens the list where there is one, so that <see cref="Kept"/> is right.</summary>
    public async ValueTask OpenExisting()
    {
        try
        {
            if (Exists)
                await Open();
        }
        catch (IOException fault)
        {
            context.Tally.Trouble($"Cannot open the dead letter list: {fault.Message}");
        }
    }

    public async ValueTask<EventRecord?> Find(Offset letter, CancellationToken cancellationToken)
    {
        var page = await Page(letter, 1, cancellationToken);
        return page.Events.Count > 0 && page.Events[0].Offset == letter.Value ? page.Events[0] : null;
    }

    /// <summary>Puts a dead letter with new attributes, at the end of the list, in the place of one.</summary>
    public async ValueTask Replace(Offset letter, EventRecord updated)
    {
        if (await TryAdd(updated, useReserve: true) is null)
            await Remove([letter]);
    }

    /// <summary>Removes dead letters; answers how many were there.</summary>
    public async ValueTask<int> Remove(IEnumerable<Offset> letters)
    {
        if (!Exists)
            return 0;
        var log = await Open();
        var before = Kept;
        foreach (var letter in letters.Where(letter => letter >= log.First && letter < log.End))
            Removed.Add(new OffsetRange(letter.Value, letter.Value + 1));
        var removed = before - Kept;
        await save();
        await log.Release(new Offset(Removed.FirstMissing(log.First.Value)), context.Aborted);
        Removed.Trim(log.First.Value);
        return (int)removed;
    }

    /// <summary>The positions of all dead letters.</summary>
    public async ValueTask<ImmutableArray<Offset>> All()
    {
        if (!Exists)
            return [];
        var log = await Open();
        var all = Enumerable.Range(0, (int)(log.End - log.First)).Select(index => log.First + index);
        return [.. all.Where(letter => !Removed.Contains(letter.Value))];
    }

    public async ValueTask Close()
    {
        var log = _log;
        _log = null;
        _opening = null;
        if (log is not null)
            await log.DisposeAsync();
    }

    public async ValueTask Delete(CancellationToken cancellationToken)
    {
        await Close();
        if (Exists)
            await context.Services.DeadLetters.Delete(context.Name, IsDurable, cancellationToken);
        Exists = false;
    }

    // Only a durable trigger saves that it has a list; before it is configured nothing else tells.
    private bool IsDurable => context.Spec.Durable || saved.HasDeadLetters;

    private async ValueTask<string?> TryAdd(EventRecord letter, bool useReserve)
    {
        try
        {
            var log = await Open();
            var outcome = await log.Append(EventBatch.Of(letter), log.Next, useReserve, context.Aborted);
            if (outcome.Status == AppendStatus.Conflict)
                await Close();
            return outcome.Status == AppendStatus.Appended ? null : outcome.Reason ?? $"{outcome.Status}.";
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Whatever is wrong with the list, the event stays unhandled until it is somewhere.
            return fault.Message;
        }
    }

    private Task<IEventLog> Open() =>
        _opening = _opening is { IsFaulted: false, IsCanceled: false } ? _opening : OpenNow();

    private async Task<IEventLog> OpenNow()
    {
        if (!Exists)
        {
            // First said, then done: a crash in between must not leave dead letters that nobody looks for.
            Exists = true;
            await save();
        }

        _log = await context.Services.DeadLetters.Open(context.Name, IsDurable, context.Aborted);
        Removed.Trim(_log.First.Value);
        return _log;
    }
}

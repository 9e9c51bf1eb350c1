using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Contract.Fabrics;

/// <summary>A target that answers as a test says and remembers every attempt.</summary>
public sealed class ScriptedTarget : ISubscriber
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<Attempt> _attempts = [];
    private readonly List<CloudEvent> _delivered = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;

    /// <summary>What it answers. Default: success.</summary>
    public Func<CloudEvent, Task<DeliveryOutcome>> Answer { get; set; } = _ => Task.FromResult(DeliveryOutcome.Success);

    /// <summary>Most deliveries that were open at once.</summary>
    public int MostOpen { get; private set; }

    public IReadOnlyList<CloudEvent> Delivered => Look(() => _delivered.ToArray());

    public string[] DeliveredIds => [.. Delivered.Select(delivered => delivered.Id)];

    public IReadOnlyList<Attempt> Attempts => Look(() => _attempts.ToArray());

    public async ValueTask<DeliveryOutcome> Deliver(EventRecord record, CancellationToken cancellationToken)
    {
        var received = CloudEvent.From(record);
        Change(() =>
        {
            _attempts.Add(new Attempt(received, record.Hops));
            MostOpen = Math.Max(MostOpen, ++_open);
        });
        try
        {
            var outcome = await Answer(received).WaitAsync(cancellationToken);
            if (outcome.Status == DeliveryStatus.Delivered)
                Change(() => _delivered.Add(received));
            return outcome;
        }
        finally
        {
            Change(() => _open--);
        }
    }

    /// <summary>Waits until so many events were delivered.</summary>
    public async Task<string[]> WaitForDelivered(int count)
    {
        await Until(() => _delivered.Count >= count, () => $"{_delivered.Count} of {count} events were delivered");
        return DeliveredIds;
    }

    /// <summary>Waits until an event was delivered and no attempt is open: those that began before it have ended.</summary>
    public Task WaitFor(string id) =>
        Until(() => _open == 0 && _delivered.Exists(received => received.Id == id), () => $"event {id} was not delivered");

    /// <summary>Waits until so many attempts have begun.</summary>
    public Task WaitForAttempts(int count) =>
        Until(() => _attempts.Count >= count, () => $"{_attempts.Count} of {count} attempts were made");

    public static DeliveryOutcome Retryable(int code = 503) => new(DeliveryStatus.Retryable) { Code = code, Reason = $"HTTP {code}" };

    public static DeliveryOutcome Failed(int code = 400, string body = "") =>
        new(DeliveryStatus.Failed) { Code = code, Reason = $"HTTP {code}", ErrorBody = System.Text.Encoding.UTF8.GetBytes(body) };

    public static DeliveryOutcome Reply(CloudEvent reply) => new(DeliveryStatus.Delivered) { Code = 200, Reply = reply.ToBatch() };

    private async Task Until(Func<bool> holds, Func<string> found)
    {
        while (true)
        {
            var (done, changed) = Look(() => (holds(), _changed.Task));
            if (done)
                return;
            if (await Task.WhenAny(changed, Task.Delay(Patience, TimeProvider.System)) != changed)
                Assert.Fail($"Waited {Patience.TotalSeconds} s: {Look(found)}.");
        }
    }

    private T Look<T>(Func<T> look)
    {
        lock (_gate)
            return look();
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}

/// <summary>One attempt to deliver.</summary>
public sealed record Attempt(CloudEvent Event, int Hops);

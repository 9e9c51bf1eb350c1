using System.Text;
using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Core.Tests.Triggers;

/// <summary>A target that answers as the test says, and remembers who asked when.</summary>
internal sealed class ScriptedSubscriber(TimeProvider time) : ISubscriber
{
    private readonly List<(string Id, TaskCompletionSource<DeliveryOutcome> Answer)> _open = [];

    /// <summary>What it answers; null holds the request until <see cref="Release"/>.</summary>
    public Func<CloudEvent, DeliveryOutcome?> Answer { get; set; } = _ => DeliveryOutcome.Success;

    /// <summary>Every attempt, in order.</summary>
    public List<(string Id, DateTimeOffset At)> Attempts { get; } = [];

    /// <summary>Every event that arrived.</summary>
    public List<CloudEvent> Events { get; } = [];

    /// <summary>Ids of the events that it answered 2xx, in order.</summary>
    public List<string> Taken { get; } = [];

    public int Open => _open.Count;

    public int MostOpen { get; private set; }

    public static DeliveryOutcome Status(int code, TimeSpan? retryAfter = null, string body = "") => new(
        code is 404 or 408 or 409 or 429 or >= 500 ? DeliveryStatus.Retryable : DeliveryStatus.Failed)
    {
        Code = code,
        Reason = $"answered {code}",
        RetryAfter = retryAfter,
        ErrorBody = Encoding.UTF8.GetBytes(body),
    };

    public static DeliveryOutcome Refused { get; } =
        new(DeliveryStatus.Retryable) { Reason = "connection refused" };

    public static DeliveryOutcome Replying(EventBatch reply) => new(DeliveryStatus.Delivered) { Code = 200, Reply = reply };

    public string[] IdsTried => [.. Attempts.Select(attempt => attempt.Id)];

    /// <summary>The times of the attempts of one event, in seconds since the first.</summary>
    public double[] SecondsOf(string id)
    {
        var times = Attempts.Where(attempt => attempt.Id == id).Select(attempt => attempt.At).ToArray();
        return [.. times.Select(at => Math.Round((at - times[0]).TotalSeconds, 1))];
    }

    public async ValueTask<DeliveryOutcome> Deliver(EventRecord record, CancellationToken cancellationToken)
    {
        var arrived = CloudEvent.From(record);
        Attempts.Add((arrived.Id, time.GetUtcNow()));
        Events.Add(arrived);
        var outcome = Answer(arrived) ?? await Held(arrived.Id, cancellationToken);
        if (outcome.Status == DeliveryStatus.Delivered)
            Taken.Add(arrived.Id);
        return outcome;
    }

    /// <summary>Answers a held request.</summary>
    public void Release(string id, DeliveryOutcome? outcome = null)
    {
        var held = _open.First(open => open.Id == id);
        held.Answer.TrySetResult(outcome ?? DeliveryOutcome.Success);
    }

    public void ReleaseAll()
    {
        foreach (var (_, answer) in _open.ToArray())
            answer.TrySetResult(DeliveryOutcome.Success);
    }

    private async Task<DeliveryOutcome> Held(string id, CancellationToken cancellationToken)
    {
        // No hop to another thread: an answer is taken up in the next turn.
        var held = (Id: id, Answer: new TaskCompletionSource<DeliveryOutcome>());
        using var cancelled = cancellationToken.Register(() => held.Answer.TrySetCanceled(cancellationToken));
        _open.Add(held);
        MostOpen = Math.Max(MostOpen, _open.Count);
        try
        {
            return await held.Answer.Task;
        }
        finally
        {
            _open.Remove(held);
        }
    }
}

using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Journals;

namespace Fabric.Triggers;

/// <summary>What the parts of one running trigger share: its spec as it is now, and whether it is to stop.</summary>
internal sealed class TriggerContext : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TriggerContext(ResourceName name, TriggerServices services)
    {
        Name = name;
        Services = services;
        Tally = new TriggerTally(name, services.Time, services.Metrics, services.Log);
        Attempts = new Attempts(services.Time);
        Journal = new AttemptJournal(services.Time, services.Journals);
        Schedule = new RetrySchedule(new RetryPolicy(), services.Random);
        Stopping = _stopping.Token;
        Aborted = _aborted.Token;
    }

    public ResourceName Name { get; }

    public TriggerServices Services { get; }

    public TimeProvider Time => Services.Time;

    public DateTimeOffset Now => Services.Time.GetUtcNow();

    public TriggerTally Tally { get; }

    public Attempts Attempts { get; }

    public AttemptJournal Journal { get; }

    /// <summary>Set when the spec changed, the trigger is to stop, or there is room again.</summary>
    public Signal Stirred { get; } = new();

    /// <summary>The same for a replay, by itself: what it waits for costs the trigger's own deliveries nothing.</summary>
    public Signal ReplayStirred { get; } = new();

    public TriggerSpec Spec { get; private set; } = new() { Broker = default };

    public RetrySchedule Schedule { get; private set; }

    public ISubscriber? Target { get; private set; }

    public ISubscriber? Sink { get; private set; }

    /// <summary>Ends when nothing new is to begin.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Ends when what is under way is to end too.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>Ends when the trigger turns out to run elsewhere, too.</summary>
    public Task Lost => _lost.Task;

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>True while events are read and deliveries start.</summary>
    public bool IsActive => Target is not null && !Spec.Paused && Spec.Hold is null && !IsStopping;

    public void Configure(TriggerSpec spec)
    {
        if (Target is null || spec.Target != Spec.Target)
            Target = spec.Target is { } target ? Services.Subscribers.Open(target) : null;
        if (Sink is null || spec.DeadLetterSink != Spec.DeadLetterSink)
            Sink = spec.DeadLetterSink is { } sink ? Services.Subscribers.Open(sink) : null;
        Schedule = new RetrySchedule(spec.Retry, Services.Random);
        Spec = spec;
    }

    public IBroker Broker(int partition) => Services.Fabric.Broker(Spec.Broker, partition);

    public Task Wait(TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(delay, Services.Time, cancellationToken);

    public void Stop()
    {
        _stopping.Cancel();
        Stirred.Set();
        ReplayStirred.Set();
    }

    /// <summary>Nothing new begins here: it is done elsewhere.</summary>
    public void Lose()
    {
        Stop();
        _lost.TrySetResult();
    }

    public void Abort()
    {
        if (_aborted.IsCancellationRequested)
            return;
        Stop();
        _aborted.Cancel();
        Attempts.Abort();
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _aborted.Dispose();
        Journal.Dispose();
    }
}

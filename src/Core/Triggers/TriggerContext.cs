using Fabric.Brokers;
using Fabric.Delivery;

namespace Fabric.Triggers;

/// <summary>What the parts of one running trigger share: its spec as it is now, and whether it is to stop.</summary>
internal sealed class TriggerContext(ResourceName name, TriggerServices services) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborted = new();

    public ResourceName Name => name;

    public TriggerServices Services => services;

    public TimeProvider Time => services.Time;

    public DateTimeOffset Now => services.Time.GetUtcNow();

    public TriggerTally Tally { get; } = new(name, services.Time, services.Metrics, services.Log);

    public Attempts Attempts { get; } = new(services.Time);

    /// <summary>Set when the spec changed, the trigger is to stop, or there is room again.</summary>
    public Signal Stirred { get; } = new();

    public TriggerSpec Spec { get; private set; } = new() { Broker = default };

    public RetrySchedule Schedule { get; private set; } = new(new RetryPolicy(), services.Random);

    public ISubscriber? Target { get; private set; }

    public ISubscriber? Sink { get; private set; }

    /// <summary>Ends when nothing new is to begin.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Ends when what is under way is to end too.</summary>
    public CancellationToken Aborted => _aborted.Token;

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>True while events are read and deliveries start.</summary>
    public bool IsActive => Target is not null && !Spec.Paused && Spec.Hold is null && !IsStopping;

    public void Configure(TriggerSpec spec)
    {
        if (Target is null || spec.Target != Spec.Target)
            Target = spec.Target is { } target ? services.Subscribers.Open(target) : null;
        if (Sink is null || spec.DeadLetterSink != Spec.DeadLetterSink)
            Sink = spec.DeadLetterSink is { } sink ? services.Subscribers.Open(sink) : null;
        Schedule = new RetrySchedule(spec.Retry, services.Random);
        Spec = spec;
    }

    public IBroker Broker(int partition) => services.Fabric.Broker(Spec.Broker, partition);

    public Task Wait(TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(delay, services.Time, cancellationToken);

    public void Stop()
    {
        _stopping.Cancel();
        Stirred.Set();
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
    }
}

using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Grains.Hosting;
using Fabric.Grains.Placement;
using Fabric.Grains.Tails;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Fabric.Grains;

/// <summary>Hosts one <see cref="Broker"/>. An activation that lost its log to another one ends, so that the next call finds that.</summary>
[KeepAlive]
[SpreadBrokers]
[MayInterleave(nameof(MayInterleave))]
internal sealed class BrokerGrain(GrainEnvironment environment, LocalActivations activations)
    : Grain, IBrokerGrain, IBrokerTailGrain, ILocalActivation, IGrainMigrationParticipant
{
    private readonly ActivationMemory _memory = new();
    private Broker _broker = null!;
    private BrokerTail _tail = null!;

    /// <summary>Reads wait for events and look at the log only: they neither wait for a turn nor hold one.</summary>
    public static bool MayInterleave(IInvokable call) => call.GetMethodName() == nameof(IBroker.Read);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (name, partition) = GrainNames.Broker(this.GetPrimaryKeyString());
        _tail = new BrokerTail(this.GetStreamProvider(TailStreams.Provider), name, environment.Time);
        _broker = await Broker.Open(name, partition, environment.OfBroker(_memory, _tail), cancellationToken);
        if (environment.Topology.Brokers.TryGetValue(name, out var spec) && partition < spec.Partitions)
            await _broker.Configure(spec, cancellationToken);
        activations.Add(this);
        _ = LeaveWhenLost();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        activations.Remove(this);
        _memory.PrepareToLeave();
        await _broker.DisposeAsync();
    }

    /// <summary>What is in memory moves along when the silo stops in order.</summary>
    public void OnDehydrate(IDehydrationContext context)
    {
        if (_memory is { State: { } state, Leaving: { } log })
            context.TryAddValue(MovingBroker.Key, MovingBroker.Of(state, log));
    }

    public void OnRehydrate(IRehydrationContext context)
    {
        if (context.TryGetValue<MovingBroker>(MovingBroker.Key, out var broker) && broker is not null)
            _memory.Arrive(broker);
    }

    public ValueTask Configure(BrokerSpec spec, CancellationToken cancellationToken) => _broker.Configure(spec, cancellationToken);

    public async ValueTask<PublishOutcome> Publish(EventBatch events, PublishKind kind, CancellationToken cancellationToken) =>
        await _broker.Publish(events, kind, cancellationToken);

    public ValueTask<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken) =>
        _broker.Read(request with { Wait = activations.Patience(request.Wait) }, cancellationToken);

    public ValueTask<Subscription> Subscribe(SubscribeRequest request, CancellationToken cancellationToken) =>
        _broker.Subscribe(request, cancellationToken);

    public ValueTask Acknowledge(ResourceName trigger, Offset before, CancellationToken cancellationToken) =>
        _broker.Acknowledge(trigger, before, cancellationToken);

    public ValueTask Unsubscribe(ResourceName trigger, CancellationToken cancellationToken) =>
        _broker.Unsubscribe(trigger, cancellationToken);

    public ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken) => _broker.Seek(time, cancellationToken);

    public ValueTask<BrokerStatus> Status(CancellationToken cancellationToken) => _broker.Status(cancellationToken);

    public ValueTask Delete(CancellationToken cancellationToken) => _broker.Delete(cancellationToken);

    public async ValueTask Look(CancellationToken cancellationToken) => await _tail.Look();

    public void EndWaits() => _broker.EndReads();

    public void LetGo() => _broker.EndReads();

    public void Leave()
    {
        if (_memory.Log is null)
            DeactivateOnIdle();
        else
            MigrateOnIdle();
        LetGo();
    }

    private async Task LeaveWhenLost()
    {
        await _broker.Lost;
        DeactivateOnIdle();
        LetGo();
    }
}

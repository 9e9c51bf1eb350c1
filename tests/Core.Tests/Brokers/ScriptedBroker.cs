using System.Threading.Channels;
using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Core.Tests.Brokers;

/// <summary>A broker whose publish calls a test answers one by one.</summary>
internal sealed class ScriptedBroker : IBroker
{
    private readonly Channel<PublishCall> _calls = Channel.CreateUnbounded<PublishCall>();

    /// <summary>The next call, when there is one.</summary>
    public async Task<PublishCall> NextCall()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _calls.Reader.ReadAsync(patience.Token);
    }

    public bool HasCall => _calls.Reader.Count > 0;

    public ValueTask<PublishOutcome> Publish(EventBatch events, PublishKind kind, CancellationToken cancellationToken)
    {
        var call = new PublishCall(events, kind);
        _calls.Writer.TryWrite(call);
        return new(call.Answer.Task);
    }

    public ValueTask Configure(BrokerSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Subscription> Subscribe(SubscribeRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask Acknowledge(ResourceName trigger, Offset before, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask Unsubscribe(ResourceName trigger, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<BrokerStatus> Status(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask Delete(CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>One publish call that waits for its answer.</summary>
internal sealed record PublishCall(EventBatch Events, PublishKind Kind)
{
    public TaskCompletionSource<PublishOutcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Accept() => Answer.SetResult(new PublishOutcome(PublishStatus.Accepted, Events.Count));

    public void Refuse(PublishStatus status) => Answer.SetResult(new PublishOutcome(status, Reason: $"{status}"));
}

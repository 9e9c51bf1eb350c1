using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Core.Tests.Triggers;

public sealed class TriggerReplyTests : IDisposable
{
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_reply_is_kept_before_the_event_counts_as_handled()
    {
        Target.Answer = sent => ScriptedSubscriber.Replying(Some.Events(Some.Event($"re:{sent.Id}", "reply")));
        _fixture.Start(spec => spec with { Filter = Some.TypeIs("test") });
        _fixture.Partition().Refusal = new PublishOutcome(PublishStatus.Full, Reason: "full", RetryAfter: TimeSpan.FromSeconds(1));
        _fixture.Publish("1");
        _fixture.Turns.Until(() => _fixture.Partition().PublishCalls == 1);
        _fixture.Turns.Until(() => _fixture.Status.LastError?.Contains("did not take the reply (Full): full", StringComparison.Ordinal) == true);
        Assert.Equal((0, 1), (_fixture.Status.Delivered, _fixture.Status.LagEvents));

        _fixture.Partition().Refusal = null;
        _fixture.Advance(1);
        _fixture.Turns.Until(() => _fixture.Status.Delivered == 1);
        Assert.Single(Target.Attempts);
        Assert.Equal(["re:1"], _fixture.Partition().Replies[0].Ids());
        Assert.Equal(2, _fixture.Partition().PublishCalls);
    }

    [Fact]
    public void A_reply_has_passed_one_broker_more_than_its_event()
    {
        Target.Answer = _ => ScriptedSubscriber.Replying(Some.Events(Some.Event("re", "reply")));
        _fixture.Start(spec => spec with { Filter = Some.TypeIs("test") });
        Publish(Some.EventWithHops("1", 7));
        _fixture.Turns.Until(() => _fixture.Partition().Replies.Count == 1);
        Assert.Equal(8, _fixture.Partition().Replies[0][0].Hops);
    }

    [Fact]
    public void A_loop_of_replies_ends_as_a_dead_letter()
    {
        Target.Answer = _ => ScriptedSubscriber.Replying(Some.Events("again"));
        _fixture.Start();
        Publish(Some.EventWithHops("first", 252));
        _fixture.Turns.Until(() => _fixture.Status.DeadLettersKept == 1);
        Assert.Equal(3, Target.Attempts.Count);
        var letter = CloudEvent.From(_fixture.DeadLetters().Events[0]);
        Assert.Contains("255 brokers", letter.Extensions["fabricerrorreason"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_reply_that_no_broker_takes_is_given_up_when_it_expires()
    {
        Target.Answer = _ => ScriptedSubscriber.Replying(Some.Events("re"));
        _fixture.Start(spec => spec with { Retry = new RetryPolicy { ExpireAfter = TimeSpan.FromSeconds(8) } });
        _fixture.Partition().Refusal = new PublishOutcome(PublishStatus.Unavailable, Reason: "broken disk");
        _fixture.Publish("1");
        _fixture.Turns.Until(() =>
        {
            _fixture.Advance(0.5);
            return _fixture.Status.DeadLettersKept == 1;
        });
        Assert.Single(Target.Attempts);
    }

    private void Publish(EventBatch events)
    {
        _fixture.Turns.Do(() => _fixture.Partition().Append(events, PublishKind.Ingest, default));
        _fixture.Turns.Run();
    }
}

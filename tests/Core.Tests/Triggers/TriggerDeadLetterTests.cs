using System.Collections.Immutable;
using Fabric.Contract;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Core.Tests.Triggers;

public sealed class TriggerDeadLetterTests : IDisposable
{
    private static readonly Destination SinkAddress = new(new Uri("http://sink/"));
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    private ScriptedSubscriber Sink => _fixture.Sink;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_sink_gets_the_event_with_the_reason()
    {
        Target.Answer = _ => ScriptedSubscriber.Status(422, body: "no");
        _fixture.Start(spec => spec with { DeadLetterSink = SinkAddress });
        _fixture.Publish("1");
        var letter = Assert.Single(Sink.Events);
        Assert.Equal("http://target/", letter.Extensions["knativeerrordest"]);
        Assert.Equal("422", letter.Extensions["knativeerrorcode"]);
        Assert.Equal("bm8=", letter.Extensions["knativeerrordata"]);
        Assert.Equal("1", letter.Extensions["fabricerrorattempts"]);
        Assert.Equal("answered 422", letter.Extensions["fabricerrorreason"]);
        Assert.Equal((1, 0, 0), (_fixture.Status.DeadLettered, _fixture.Status.DeadLettersKept, _fixture.Status.LagEvents));
    }

    [Fact]
    public void The_sink_is_retried_and_then_the_own_list_takes_it()
    {
        Target.Answer = _ => ScriptedSubscriber.Status(400);
        Sink.Answer = _ => ScriptedSubscriber.Status(503);
        _fixture.Start(spec => spec with { DeadLetterSink = SinkAddress });
        _fixture.Publish("1");
        _fixture.Advance(10);
        Assert.Equal([0, 1.0, 2, 3], Sink.SecondsOf("1"));
        var letter = CloudEvent.From(Assert.Single(_fixture.DeadLetters().Events.Records.ToArray()));
        Assert.Equal(("400", "1"), (letter.Extensions["knativeerrorcode"], letter.Extensions["fabricerrorattempts"]));
        Assert.Contains("sink did not take it either", _fixture.Status.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sink_that_comes_back_gets_the_event_after_all()
    {
        Target.Answer = _ => ScriptedSubscriber.Status(400);
        Sink.Answer = _ => Sink.Attempts.Count < 3 ? ScriptedSubscriber.Refused : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { DeadLetterSink = SinkAddress });
        _fixture.Publish("1");
        _fixture.Advance(5);
        Assert.Equal(["1"], Sink.Taken);
        Assert.Single(Target.Attempts);
        Assert.Equal(0, _fixture.Status.DeadLettersKept);
    }

    [Fact]
    public void An_event_on_its_way_to_a_sink_that_was_removed_goes_to_the_own_list()
    {
        Target.Answer = _ => ScriptedSubscriber.Status(400);
        Sink.Answer = _ => ScriptedSubscriber.Refused;
        _fixture.Start(spec => spec with { DeadLetterSink = SinkAddress });
        _fixture.Publish("1");
        _fixture.Configure(spec => spec with { DeadLetterSink = null });
        _fixture.Turns.Run();
        Assert.Equal(1, _fixture.Status.DeadLettersKept);
    }

    [Fact]
    public void The_own_list_shows_its_pages()
    {
        Bury("1", "2", "3");
        var first = _fixture.Turns.Do(() => _fixture.Trigger.DeadLetters(default, 2, default).AsTask());
        Assert.Equal(["1", "2"], first.Events.Ids());
        Assert.Equal(3, first.Total);
        var second = _fixture.Turns.Do(() => _fixture.Trigger.DeadLetters(first.Next, 2, default).AsTask());
        Assert.Equal(["3"], second.Events.Ids());
    }

    [Fact]
    public void Redrive_delivers_the_events_as_they_were()
    {
        Bury("1", "2", "3");
        Target.Answer = _ => DeliveryOutcome.Success;
        Target.Events.Clear();
        Assert.Equal(3, Redrive());
        Assert.Equal(["1", "2", "3"], Target.Taken.Order());
        Assert.All(Target.Events, sent => Assert.Empty(sent.Extensions));
        Assert.Equal((0, 3), (_fixture.Status.DeadLettersKept, _fixture.Status.Delivered));
    }

    [Fact]
    public void What_fails_again_stays_with_what_is_known_now()
    {
        Bury("1", "2");
        Target.Answer = sent => sent.Id == "1" ? ScriptedSubscriber.Status(503) : DeliveryOutcome.Success;
        Assert.Equal(1, Redrive());
        var left = CloudEvent.From(Assert.Single(_fixture.DeadLetters().Events.Records.ToArray()));
        Assert.Equal(("1", "503", "2"), (left.Id, left.Extensions["knativeerrorcode"], left.Extensions["fabricerrorattempts"]));
    }

    [Fact]
    public void Redrive_delivers_only_what_was_chosen()
    {
        Bury("1", "2", "3");
        Target.Answer = _ => DeliveryOutcome.Success;
        Assert.Equal(1, Redrive(1, 77));
        Assert.Equal(["2"], Target.Taken);
        Assert.Equal(["1", "3"], _fixture.DeadLetters().Events.Ids());
    }

    [Fact]
    public void Redrive_keeps_within_the_lanes()
    {
        Bury([.. Enumerable.Range(0, 20).Select(id => $"{id}")]);
        _fixture.Configure(spec => spec with { MaxInFlight = 2 });
        Target.Answer = _ => null;
        var redriven = _fixture.Turns.Start(() => _fixture.Trigger.Redrive([], default).AsTask());
        _fixture.Turns.Run();
        while (Target.Open > 0)
        {
            Target.ReleaseAll();
            _fixture.Turns.Run();
        }

        Assert.Equal(20, _fixture.Turns.Do(() => redriven));
        Assert.Equal(2, Target.MostOpen);
        Assert.Equal(0, _fixture.Status.InFlight);
    }

    [Fact]
    public void Redrive_of_a_paused_trigger_delivers_nothing()
    {
        Bury("1");
        _fixture.Configure(spec => spec with { Paused = true });
        Assert.Equal(0, Redrive());
        Assert.Equal(1, _fixture.Status.DeadLettersKept);
    }

    [Fact]
    public void Purge_removes_what_was_chosen_or_all()
    {
        Bury("1", "2", "3");
        Assert.Equal(1, Purge(1));
        Assert.Equal(["1", "3"], _fixture.DeadLetters().Events.Ids());
        Assert.Equal(2, Purge());
        Assert.Equal(0, _fixture.Status.DeadLettersKept);
        Assert.Equal(0, Purge());
    }

    [Fact]
    public void A_full_list_makes_the_trigger_wait_and_say_so()
    {
        _fixture.Letters.Limits = new LogLimits { MaxEvents = 2 };
        Bury("1", "2", "3");
        _fixture.Advance(10);
        Assert.Contains("dead letter list does not take more", _fixture.Status.LastError, StringComparison.Ordinal);
        Assert.Equal((2, 1), (_fixture.Status.DeadLettersKept, _fixture.Status.LagEvents));
        Purge(0);
        _fixture.Advance(1.1);
        Assert.Equal(["2", "3"], _fixture.DeadLetters().Events.Ids());
        Assert.Equal(0, _fixture.Status.LagEvents);
    }

    [Fact]
    public void The_list_of_a_durable_trigger_survives_with_what_was_removed_from_it()
    {
        _fixture.Start(spec => spec with { Durable = true });
        Bury("1", "2", "3");
        Purge(1);
        _fixture.Crash();
        _fixture.Configure();
        Assert.Equal(["1", "3"], _fixture.DeadLetters().Events.Ids());
        Assert.Equal(2, _fixture.Status.DeadLettersKept);
    }

    private void Bury(params string[] ids)
    {
        if (_fixture.States.Saves == 0)
            _fixture.Start();
        Target.Answer = _ => ScriptedSubscriber.Status(400);
        _fixture.Publish(ids);
        _fixture.Advance(0.1);
    }

    private int Redrive(params long[] letters) => _fixture.Turns.Do(() => _fixture.Trigger.Redrive(Offsets(letters), default).AsTask());

    private int Purge(params long[] letters) => _fixture.Turns.Do(() => _fixture.Trigger.Purge(Offsets(letters), default).AsTask());

    private static ImmutableArray<Offset> Offsets(long[] letters) => [.. letters.Select(letter => new Offset(letter))];
}

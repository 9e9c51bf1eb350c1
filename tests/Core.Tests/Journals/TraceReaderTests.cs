using Fabric.Core.Tests.Triggers;
using Fabric.EventLog;
using Fabric.Journals;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Journals;

public sealed class TraceReaderTests : IDisposable
{
    private readonly TriggerFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void An_event_behind_the_bounds_is_not_said_to_be_on_its_way()
    {
        _fixture.Start(spec => spec with { EndOffset = new Offset(1) });
        _fixture.Publish("0", "1");
        Assert.Equal(EventProgress.Handled, Trace(0).Progress);
        Assert.Equal((EventProgress.NotRead, "the trigger's bounds end before this event"), (Trace(1).Progress, Trace(1).Held));
    }

    [Fact]
    public void An_event_after_the_end_of_the_period_is_not_said_to_be_on_its_way()
    {
        var end = _fixture.Clock.GetUtcNow().AddSeconds(10);
        _fixture.Start(spec => spec with { EndTime = end });
        _fixture.Advance(20);
        _fixture.Publish("0");
        Assert.Equal($"the trigger's bounds ended at {end.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}", Trace(0).Held);
    }

    [Fact]
    public void A_trigger_without_a_target_says_that_this_is_why()
    {
        _fixture.Start(spec => spec with { Target = null });
        _fixture.Publish("0");
        Assert.Equal("the trigger has no target: its reference resolves to nothing", Trace(0).Held);
    }

    [Fact]
    public void What_a_trigger_began_with_is_known_after_a_restart()
    {
        _fixture.MakeBroker();
        _fixture.Publish("0");
        _fixture.Configure(spec => spec with { Durable = true });
        _fixture.Publish("1");
        _fixture.Reopen();
        Assert.Equal((EventProgress.BeforeStart, EventProgress.Handled), (Trace(0).Progress, Trace(1).Progress));
        Assert.Empty(Trace(1).Attempts);
    }

    private EventTrace Trace(long offset)
    {
        var log = _fixture.Turns.Do(() => _fixture.Partition().Status(default).AsTask()).Log!.Value;
        return _fixture.Turns.Do(() => _fixture.Trigger.Trace(new TraceRequest(0, log, new Offset(offset), $"{offset}", "/tests"), default).AsTask());
    }
}

using Fabric.Delivery;

namespace Fabric.Core.Tests.Triggers;

public sealed class TriggerSavingTests : IDisposable
{
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Deliveries_go_on_during_a_save_as_many_as_may_be_in_flight()
    {
        _fixture.Start(spec => spec with { Durable = true, MaxInFlight = 3 });
        _fixture.Saving.Hold();
        _fixture.Publish([.. Ids(10)]);
        Assert.Equal((6, 3), (Target.Taken.Count, _fixture.Status.InFlight));
        _fixture.Saving.Release();
        _fixture.Turns.Run();
        Assert.Equal(10, Target.Taken.Count);
    }

    [Fact]
    public void A_crash_while_it_saves_repeats_no_more_than_was_in_flight_and_as_many_before()
    {
        _fixture.Start(spec => spec with { Durable = true, MaxInFlight = 2 });
        _fixture.Publish([.. Ids(5)]);
        _fixture.Saving.Failure = new IOException("disk gone");
        _fixture.Publish("a", "b", "c", "d", "e", "f");
        _fixture.Crash();
        _fixture.Saving.Failure = null;
        _fixture.Configure();
        _fixture.Turns.Run();
        Assert.Equal(
            ["0", "1", "2", "3", "4", "a", "a", "b", "b", "c", "c", "d", "d", "e", "f"], Target.Taken.Order());
    }

    [Fact]
    public void What_is_handled_during_a_save_goes_with_the_next_one_together()
    {
        _fixture.Start(spec => spec with { Durable = true });
        _fixture.Saving.Hold();
        var before = _fixture.Saving.SavesBegun;
        _fixture.Publish("first");
        _fixture.Publish([.. Ids(50)]);
        _fixture.Saving.Release();
        _fixture.Turns.Run();
        Assert.InRange(_fixture.Saving.SavesBegun - before, 2, 4);
        Assert.Equal(51, _fixture.Status.Delivered);
    }

    [Fact]
    public void A_save_that_fails_is_tried_again_and_said()
    {
        _fixture.Start(spec => spec with { Durable = true });
        _fixture.Saving.Failure = new IOException("disk full");
        _fixture.Publish("1");
        _fixture.Advance(5);
        Assert.Equal("Cannot save the cursor: disk full", _fixture.Status.LastError);
        Assert.Empty(_fixture.Partition().Acknowledged);
        _fixture.Saving.Failure = null;
        _fixture.Advance(1.1);
        Assert.Equal(1, _fixture.Partition().Acknowledged[^1].Value);
        Assert.Equal(0, _fixture.Status.InFlight);
    }

    [Fact]
    public void A_read_that_fails_is_tried_again()
    {
        _fixture.Start();
        _fixture.Partition().ReadFailure = new IOException("silo gone");
        _fixture.Publish("1");
        _fixture.Publish("2");
        _fixture.Advance(3);
        Assert.Contains("silo gone", _fixture.Status.LastError, StringComparison.Ordinal);
        _fixture.Partition().ReadFailure = null;
        _fixture.Advance(1.1);
        Assert.Equal(["1", "2"], Target.Taken);
    }

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(id => $"{id}");
}

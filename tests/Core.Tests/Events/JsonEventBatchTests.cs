using Fabric.Events;
using static Fabric.Core.Tests.Events.Parsing;

namespace Fabric.Core.Tests.Events;

public sealed class JsonEventBatchTests
{
    [Theory]
    [InlineData("[]", 0)]
    [InlineData(" [ ] ", 0)]
    [InlineData("[E]", 1)]
    [InlineData("[ E ,\nE,E ]", 3)]
    public void Batches_of_any_size_are_taken(string batch, int count)
    {
        var outcome = ParseBatch(batch.Replace("E", Json("\"data\":[{}]"), StringComparison.Ordinal));

        Assert.Equal("", outcome.Problem);
        Assert.Equal(count, outcome.Events!.Count);
        Assert.All(outcome.Events.Records.ToArray(), record => Assert.Equal("[{}]", Data(record)));
    }

    [Fact]
    public void Each_event_gets_its_verdict_and_one_fault_refuses_the_batch()
    {
        var outcome = ParseBatch($$"""[{{Json()}},{"specversion":"1.0","id":"2","type":"t"},5,{{Json("\"x\":1.5,\"time\":\"now\"")}}]""");

        Assert.Null(outcome.Events);
        Assert.Equal(
            """
            event 1: source: REQUIRED
            event 2: event: MUST be a JSON object
            event 3: x: "1.5" is not a 32-bit integer
            event 3: time: "now" is not an RFC 3339 timestamp
            """,
            outcome.Problem);
    }

    [Fact]
    public void All_events_of_a_batch_have_one_version() => Assert.Equal(
        "event 2: specversion: \"0.3\" differs from the 1.0 of earlier events in the batch",
        ParseBatch($"[{Json()},{Json()},{Json("", "0.3")}]").Problem);

    [Fact]
    public void A_batch_may_be_of_version_0_3()
    {
        var outcome = ParseBatch($"[{Json("", "0.3")},{Json("", "0.3")}]");

        Assert.Equal([true, true], outcome.Events!.Records.ToArray().Select(record => record.IsVersion03));
    }

    [Theory]
    [InlineData("{}", "body: a batch MUST be a JSON array of events")]
    [InlineData("null", "body: a batch MUST be a JSON array of events")]
    [InlineData("", "body: is not valid JSON at line 1, byte 1")]
    [InlineData("[", "body: is not valid JSON at line 1, byte 2")]
    [InlineData("[] []", "body: is not valid JSON at line 1, byte 4")]
    [InlineData("[{}", "event 0: specversion: no specversion\nevent 0: id: MUST be a non-empty string\nevent 0: source: REQUIRED\nevent 0: type: MUST be a non-empty string\nbody: is not valid JSON at line 1, byte 4")]
    public void Malformed_batches_are_refused(string batch, string problem) =>
        Assert.Equal(problem, ParseBatch(batch).Problem);

    [Fact]
    public void More_events_than_allowed_are_too_large()
    {
        var limits = new EventLimits { MaxBatchEvents = 2 };

        Assert.Equal(2, ParseBatch($"[{Json()},{Json()}]", limits).Events!.Count);
        var outcome = ParseBatch($"[{Json()},{Json()},{Json()}]", limits);
        Assert.Equal("body: more than the 2 events that a batch may have", outcome.Problem);
        Assert.True(outcome.TooLarge);
    }

    [Fact]
    public void A_flood_of_faults_is_counted_and_not_all_listed()
    {
        var outcome = ParseBatch($"[{string.Join(',', Enumerable.Repeat("5", 1_500))}]");

        Assert.Equal(1_000, outcome.Faults.Count);
        Assert.EndsWith("event 999: event: MUST be a JSON object\nand 500 more", outcome.Problem, StringComparison.Ordinal);
    }
}

using Fabric.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Fabric.Core.Tests.Events;

public sealed class JsonRoundTripTests
{
    private static readonly EventLimits Limits = new();

    [Fact]
    public void Any_event_round_trips_through_structured_json() =>
        Prop.ForAll(AnyEvent.Record.ToArbitrary(), record =>
        {
            var outcome = JsonEventParser.Parse(JsonEventWriter.Write(record), Limits);
            Assert.Equal("", outcome.Problem);
            Assert.Equal(AnyEvent.Describe(record), AnyEvent.Describe(outcome.Events![0]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_events_of_one_version_round_trip_through_a_batch() =>
        Prop.ForAll(AnyEvent.Record.ArrayOf().ToArbitrary(), records =>
        {
            records = [.. records.Where(record => !record.IsVersion03)];
            var outcome = JsonEventParser.ParseBatch(JsonEventWriter.WriteBatch(EventBatch.Of(records)), Limits);
            Assert.Equal("", outcome.Problem);
            Assert.Equal(
                records.Select(record => AnyEvent.Describe(record)),
                outcome.Events!.Records.ToArray().Select(record => AnyEvent.Describe(record)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_event_round_trips_through_its_record_and_its_object() =>
        Prop.ForAll(AnyEvent.Record.ToArbitrary(), record =>
        {
            var parsed = EventBatch.Parse(record.Bytes)[0];
            Assert.Equal(AnyEvent.Describe(record), AnyEvent.Describe(parsed));
            var again = CloudEvent.From(CloudEvent.From(record).ToRecord());
            var first = CloudEvent.From(record);
            Assert.Equal(record.HasData, first.Data.HasValue);
            Assert.Equal(first.Extensions, again.Extensions);
            Assert.Equal(first.Data?.ToArray(), again.Data?.ToArray());
            Assert.Equal(
                first with { Data = null, Extensions = again.Extensions }, again with { Data = null });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_event_is_one_line_of_json_lines() =>
        Prop.ForAll(AnyEvent.Record.ToArbitrary(), record =>
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            JsonEventWriter.WriteLine(output, record);
            Assert.Equal(output.WrittenCount - 1, output.WrittenSpan.IndexOf((byte)'\n'));
            Assert.Equal("", JsonEventParser.Parse(output.WrittenSpan, Limits).Problem);
        }).QuickCheckThrowOnFailure();
}

using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Journals;
using Fabric.Replays;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Edge.Tests.Api;

public sealed class TriggerEndpointTests : IAsyncLifetime
{
    private const string Trigger = """{"metadata":{"name":"t"},"spec":{"broker":{"kind":"MemoryBroker","name":"b"},"target":{"uri":"http://x.example"}}}""";
    private const string Replay = ApiHost.Triggers + "/t/replay";
    private const string Letters = ApiHost.Triggers + "/t/deadletters";

    private readonly OneTrigger _trigger = new();
    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ApiHost.Start(fabric: new FabricOfOne(_trigger));
        await _host.Post(ApiHost.Triggers, Trigger);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_trigger_shows_how_it_is_doing_now()
    {
        var key = new ResourceKey("eventing.triggermesh.io", "Trigger", "default", "t");
        await _host.Catalog.SetStatus(key, JsonElement.Parse("""{"conditions":[{"type":"StatusConfigMapReady","status":"True"}]}"""), default);

        Assert.Equal("7", (await _host.Get(ApiHost.Triggers + "/t")).At("status.delivery.lagEvents"));
        var listed = (await _host.Get(ApiHost.Triggers)).Json.GetProperty("items")[0];
        Assert.Equal(7, listed.GetProperty("status").GetProperty("delivery").GetProperty("lagEvents").GetInt32());
    }

    [Fact]
    public async Task Dead_letters_are_shown_with_their_positions_and_error_attributes()
    {
        var answer = await _host.Get(Letters + "?from=3&limit=2");

        Assert.Equal((3, 2), _trigger.Asked);
        Assert.Equal(("9", "5"), (answer.At("metadata.total"), answer.At("metadata.next")));
        var letter = Assert.Single(answer.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(4, letter.GetProperty("position").GetInt64());
        Assert.Equal("500", letter.GetProperty("event").GetProperty("knativeerrorcode").GetString());
        Assert.Equal(1, letter.GetProperty("event").GetProperty("data").GetProperty("x").GetInt32());
    }

    [Fact]
    public async Task Dead_letters_can_be_had_as_lines()
    {
        var answer = await _host.Get(Letters, "application/x-ndjson");

        Assert.StartsWith("application/x-ndjson", answer.Type, StringComparison.Ordinal);
        Assert.Equal("i1", answer.Json.GetProperty("event").GetProperty("id").GetString());
        Assert.EndsWith("}\n", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_delivered_again_or_thrown_away_all_or_some()
    {
        Assert.Equal("3", (await _host.Send(HttpMethod.Post, Letters + ":redrive")).At("redriven"));
        Assert.Empty(_trigger.Positions);
        Assert.Equal("2", (await _host.Post(Letters + ":purge", """{"positions":[4,5]}""")).At("purged"));
        Assert.Equal([new Offset(4), new Offset(5)], _trigger.Positions.AsEnumerable());
        Assert.Equal("3", (await _host.Post(Letters + ":redrive", "{}")).At("redriven"));
    }

    [Theory]
    [InlineData("POST", ":purge", """{"positions":[]}""", 400)]
    [InlineData("POST", ":purge", """{"positions":["a"]}""", 400)]
    [InlineData("POST", ":purge", """{"position":[1]}""", 400)]
    [InlineData("POST", ":purge", "[1]", 400)]
    [InlineData("GET", "?limit=0", null, 400)]
    [InlineData("GET", "?limit=9999", null, 400)]
    [InlineData("GET", "?from=-1", null, 400)]
    [InlineData("GET", ":redrive", null, 405)]
    [InlineData("POST", "", "{}", 405)]
    [InlineData("POST", ":burn", "{}", 404)]
    public async Task A_bad_request_about_dead_letters_is_refused(string method, string suffix, string? body, int code) =>
        Assert.Equal(code, (await _host.Send(new HttpMethod(method), Letters + suffix, body)).Code);

    [Theory]
    [InlineData(null, "", "", "")]
    [InlineData("{}", "", "", "")]
    [InlineData("""{"from":"2026-01-31T12:00:00Z","to":12}""", "2026-01-31T12:00:00.0000000+00:00", "", "12")]
    [InlineData("""{"from":"7","to":"2026-01-31T12:00:00Z"}""", "7", "2026-01-31T12:00:00.0000000+00:00", "")]
    public async Task A_replay_is_begun_where_it_was_asked_to(string? body, string from, string endTime, string endOffset)
    {
        var answer = await _host.Send(HttpMethod.Post, Replay, body);
        Assert.Equal((200, "7"), (answer.Code, answer.At("events")));
        var asked = _trigger.Replayed!;
        Assert.Equal(from.Length == 0, asked.From.FromEarliest);
        Assert.Equal((from, endTime, endOffset), (asked.From.Offset?.ToString() ?? $"{asked.From.Time:O}", $"{asked.EndTime:O}", $"{asked.EndOffset}"));
    }

    [Fact]
    public async Task A_replay_before_now_counts_back_from_now()
    {
        var before = TimeProvider.System.GetUtcNow();
        await _host.Send(HttpMethod.Post, Replay, """{"from":"10m"}""");
        Assert.InRange(_trigger.Replayed!.From.Time!.Value, before.AddMinutes(-10), TimeProvider.System.GetUtcNow().AddMinutes(-10));
    }

    [Theory]
    [InlineData("POST", """{"from":"soon"}""", 400, "from=soon: give how long ago, as 10m, a time, as 2026-01-31T12:00:00Z, or an offset, as 4711")]
    [InlineData("POST", """{"since":"10m"}""", 400, "since: the body must be as {\"from\": \"10m\", \"to\": \"5m\"}, or empty for everything")]
    [InlineData("POST", "[]", 400, "the body must be as")]
    [InlineData("GET", null, 405, "the server does not allow this method on the requested resource")]
    public async Task A_bad_request_for_a_replay_is_refused(string method, string? body, int code, string sentence)
    {
        var answer = await _host.Send(new HttpMethod(method), Replay, body);
        Assert.Equal(code, answer.Code);
        Assert.StartsWith(sentence, answer.At("message"), StringComparison.Ordinal);
        Assert.Null(_trigger.Replayed);
    }

    [Fact]
    public async Task A_replay_that_cannot_begin_says_why_and_one_under_way_is_stopped()
    {
        Assert.Equal("False", (await _host.Send(HttpMethod.Delete, Replay, null)).At("stopped"));
        _trigger.Outcome = new ReplayOutcome(ReplayAnswer.Busy, Reason: "a replay is under way");
        var busy = await _host.Send(HttpMethod.Post, Replay, null);
        Assert.Equal(409, busy.Code);
        Assert.EndsWith("a replay is under way", busy.At("message"), StringComparison.Ordinal);
        _trigger.Outcome = new ReplayOutcome(ReplayAnswer.Nothing, Reason: "nothing there");
        Assert.Equal("nothing there", (await _host.Send(HttpMethod.Post, Replay, null)).At("reason"));
        Assert.Equal("True", (await _host.Send(HttpMethod.Delete, Replay, null)).At("stopped"));
        Assert.Equal(404, (await _host.Send(HttpMethod.Post, ApiHost.Triggers + "/missing/replay", null)).Code);
    }

    private sealed class FabricOfOne(ITrigger trigger) : IFabric
    {
        public IBroker Broker(ResourceName broker, int partition) => throw new InvalidOperationException("no broker is asked for");

        public ITrigger Trigger(ResourceName name) => trigger;
    }

    private sealed class OneTrigger : ITrigger
    {
        public (long From, int Most) Asked { get; private set; }

        public ImmutableArray<Offset> Positions { get; private set; } = [];

        public ValueTask Configure(TriggerSpec spec, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask Delete(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<TriggerStatus> Status(CancellationToken cancellationToken) =>
            ValueTask.FromResult(new TriggerStatus { Phase = SubscriptionPhase.Running, LagEvents = 7 });

        public ValueTask<EventTrace> Trace(TraceRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new EventTrace(EventProgress.Unknown));

        public ValueTask<DeadLetterPage> DeadLetters(Offset from, int maxEvents, CancellationToken cancellationToken)
        {
            Asked = (from.Value, maxEvents);
            var letter = new CloudEvent
            {
                Id = "i1",
                Source = "s",
                Type = "t",
                DataContentType = "application/json",
                Data = "{\"x\":1}"u8.ToArray(),
                Extensions = ImmutableSortedDictionary<string, string>.Empty.Add("knativeerrorcode", "500"),
            };
            var bytes = letter.ToRecord().Bytes.ToArray();
            EventRecord.Stamp(bytes, 4, 0);
            return ValueTask.FromResult(new DeadLetterPage(EventBatch.Parse(bytes), new Offset(5), 9));
        }

        public ReplayRequest? Replayed { get; private set; }

        public ReplayOutcome Outcome { get; set; } = new(ReplayAnswer.Started, 7);

        public ValueTask<ReplayOutcome> Replay(ReplayRequest request, CancellationToken cancellationToken)
        {
            Replayed = request;
            return ValueTask.FromResult(Outcome);
        }

        public ValueTask<bool> StopReplay(CancellationToken cancellationToken) => ValueTask.FromResult(Replayed is not null);

        public ValueTask<int> Redrive(ImmutableArray<Offset> letters, CancellationToken cancellationToken) => Take(letters);

        public ValueTask<int> Purge(ImmutableArray<Offset> letters, CancellationToken cancellationToken) => Take(letters);

        private ValueTask<int> Take(ImmutableArray<Offset> letters)
        {
            Positions = letters;
            return ValueTask.FromResult(letters.Length == 0 ? 3 : letters.Length);
        }
    }
}

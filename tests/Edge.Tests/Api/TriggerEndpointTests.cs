using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Journals;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Edge.Tests.Api;

public sealed class TriggerEndpointTests : IAsyncLifetime
{
    private const string Trigger = """{"metadata":{"name":"t"},"spec":{"broker":{"kind":"MemoryBroker","name":"b"},"target":{"uri":"http://x.example"}}}""";
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

        public ValueTask<int> Redrive(ImmutableArray<Offset> letters, CancellationToken cancellationToken) => Take(letters);

        public ValueTask<int> Purge(ImmutableArray<Offset> letters, CancellationToken cancellationToken) => Take(letters);

        private ValueTask<int> Take(ImmutableArray<Offset> letters)
        {
            Positions = letters;
            return ValueTask.FromResult(letters.Length == 0 ? 3 : letters.Length);
        }
    }
}

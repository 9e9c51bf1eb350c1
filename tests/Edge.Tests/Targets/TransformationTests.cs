using System.Net;
using Fabric.Edge.Tests.Delivery;

namespace Fabric.Edge.Tests.Targets;

/// <summary>Transformations in a running fabric: events go in and come out over HTTP.</summary>
public sealed class TransformationTests : IAsyncLifetime, IDisposable
{
    private const string Add = """
        spec:
          context:
          - operation: add
            paths: [{key: type, value: changed}]
          data:
          - operation: add
            paths: [{key: new-field, value: hello}]
        """;

    private const string Broker = """
        apiVersion: eventing.triggermesh.io/v1alpha1
        kind: MemoryBroker
        metadata: {name: b}

        """;

    private const string Ref = "{ref: {apiVersion: flow.triggermesh.io/v1alpha1, kind: Transformation, name: x}}";

    private readonly SemaphoreSlim _arrived = new(0);
    private int _seen;
    private StubServer _server = null!;
    private int _status = 200;

    public async Task InitializeAsync() => _server = await StubServer.Start(context =>
    {
        context.Response.StatusCode = _status;
        _arrived.Release();
        return Task.CompletedTask;
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _arrived.Dispose();

    [Fact]
    public async Task The_transformed_event_goes_back_to_the_broker_and_on_by_its_new_type()
    {
        await using var host = await FlowHost.Start($"{Broker}---\n{Transformation(Add)}---\n{Trigger("in", "raw", Ref)}---\n{Trigger("out", "changed", Uri("out"))}");

        using var accepted = await host.Post("/brokers/default/b", "raw", """{"a":1}""");

        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        var seen = await Arrival();
        Assert.Equal(("/out", "changed", "1", "/tests"), (seen.Path, seen.Header("ce-type"), seen.Header("ce-id"), seen.Header("ce-source")));
        Assert.Equal("""{"a":1,"new-field":"hello"}""", seen.Text);
    }

    [Fact]
    public async Task With_a_sink_the_event_goes_there_and_nowhere_else()
    {
        await using var host = await FlowHost.Start(
            $"{Broker}---\n{Transformation($"{Add}\n  sink: {{uri: \"{new Uri(_server.Uri, "sink")}\"}}\n")}---\n{Trigger("in", "raw", Ref)}---\n{Trigger("all", null, Uri("all"))}");

        using var accepted = await host.Post("/brokers/default/b", "raw", "{}");

        SeenRequest[] seen = [await Arrival(), await Arrival()];
        Assert.Equal(["/all raw", "/sink changed"], seen.Select(each => $"{each.Path} {each.Header("ce-type")}").Order(StringComparer.Ordinal));
        Assert.Equal(0, _arrived.CurrentCount);
    }

    [Fact]
    public async Task An_event_that_is_not_JSON_goes_to_the_dead_letter_sink_at_once_with_the_reason()
    {
        await using var host = await FlowHost.Start(
            $"{Broker}---\n{Transformation(Add)}---\n{Trigger("in", "raw", Ref, $"delivery: {{deadLetterSink: {{uri: \"{new Uri(_server.Uri, "dead")}\"}}}}")}");

        using var accepted = await host.Post("/brokers/default/b", "raw", "plain words", "text/plain");

        var letter = await Arrival();
        Assert.Equal(("/dead", "plain words", "raw"), (letter.Path, letter.Text, letter.Header("ce-type")));
        Assert.Equal(("415", "1"), (letter.Header("ce-knativeerrorcode"), letter.Header("ce-fabricerrorattempts")));
        Assert.Equal(
            "Transformation default/x cannot transform event raw 1: the event's data is not JSON but text/plain, and the transformation has data operations",
            WebUtility.UrlDecode(letter.Header("ce-fabricerrorreason")));
    }

    [Fact]
    public async Task A_sink_that_fails_is_tried_again_and_said()
    {
        _status = 500;
        await using var host = await FlowHost.Start(
            $"{Broker}---\n{Transformation($"{Add}\n  sink: {{uri: \"{new Uri(_server.Uri, "sink")}\"}}\n")}---\n"
            + Trigger("in", "raw", Ref, $"delivery: {{retry: 1, backoffDelay: PT0.01S, deadLetterSink: {{uri: \"{new Uri(_server.Uri, "dead")}\"}}}}"));

        using var accepted = await host.Post("/brokers/default/b", "raw", "{}");

        Assert.Equal(["/sink", "/sink"], [(await Arrival()).Path, (await Arrival()).Path]);
        var letter = await Arrival();
        Assert.Equal(("/dead", "{}", "2"), (letter.Path, letter.Text, letter.Header("ce-fabricerrorattempts")));
        Assert.StartsWith(
            "the sink of Transformation default/x did not take the event: ", WebUtility.UrlDecode(letter.Header("ce-fabricerrorreason")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transformation_that_answers_its_own_replies_is_cut_off()
    {
        await using var host = await FlowHost.Start(
            $"{Broker}---\n{Transformation(Add)}---\n{Trigger("in", null, Ref, $"delivery: {{deadLetterSink: {{uri: \"{new Uri(_server.Uri, "dead")}\"}}}}")}");

        using var accepted = await host.Post("/brokers/default/b", "raw", "{}");

        var letter = await Arrival();
        Assert.Equal("/dead", letter.Path);
        Assert.Contains("has passed 255 brokers", WebUtility.UrlDecode(letter.Header("ce-fabricerrorreason")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transformations_stand_one_behind_the_other()
    {
        const string Second = "spec: {data: [{operation: shift, paths: [{key: \"new-field:renamed\"}]}]}\n";
        await using var host = await FlowHost.Start(
            $"{Transformation(Second, "y")}---\n{Transformation($"{Add}\n  sink: {{ref: {{kind: Transformation, name: \"z\"}}}}\n")}---\n"
            + Transformation($"spec: {{data: [{{operation: delete, paths: [{{key: a}}]}}], sink: {{uri: \"{_server.Uri}\"}}}}\n", "z"));

        using var reply = await host.Post("/targets/default/transformation-y", "raw", """{"new-field":1}""");
        using var sent = await host.Post("/targets/default/transformation-x", "raw", """{"a":1}""");

        Assert.Equal((HttpStatusCode.OK, """{"renamed":1}"""), (reply.StatusCode, await reply.Content.ReadAsStringAsync()));
        Assert.Equal("raw", Assert.Single(reply.Headers.GetValues("ce-type")));
        Assert.False(sent.Headers.Contains("ce-type"));
        Assert.Equal("""{"new-field":"hello"}""", (await Arrival()).Text);
    }

    [Theory]
    [InlineData("text/plain", "words", HttpStatusCode.UnsupportedMediaType, "the event's data is not JSON but text/plain")]
    [InlineData("application/json", "{", HttpStatusCode.UnprocessableEntity, "the event's data is not JSON: line 1, byte 2")]
    public async Task Posting_what_cannot_be_transformed_says_why(string contentType, string data, HttpStatusCode status, string reason)
    {
        await using var host = await FlowHost.Start(Transformation(Add));

        using var answer = await host.Post("/targets/default/transformation-x", "raw", data, contentType);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_host_name_reaches_it()
    {
        await using var host = await FlowHost.Start(Transformation(Add));
        host.Http.DefaultRequestHeaders.Host = "transformation-x.default.svc.cluster.local";

        using var reply = await host.Post("/", "raw", "{}");

        Assert.Equal("""{"new-field":"hello"}""", await reply.Content.ReadAsStringAsync());
    }

    private static string Transformation(string spec, string name = "x") => $$"""
        apiVersion: flow.triggermesh.io/v1alpha1
        kind: Transformation
        metadata: {name: "{{name}}"}
        {{spec}}

        """;

    private static string Trigger(string name, string? type, string target, string more = "") => $$"""
        apiVersion: eventing.triggermesh.io/v1alpha1
        kind: Trigger
        metadata: {name: {{name}}}
        spec:
          broker: {kind: MemoryBroker, name: b}
          filters: [{{(type is null ? "" : $"{{exact: {{type: {type}}}}}")}}]
          target: {{target}}
          {{more}}

        """;

    private string Uri(string path) => $"{{uri: \"{new Uri(_server.Uri, path)}\"}}";

    private async Task<SeenRequest> Arrival()
    {
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(30)));
        return _server.Requests.ElementAt(_seen++);
    }
}

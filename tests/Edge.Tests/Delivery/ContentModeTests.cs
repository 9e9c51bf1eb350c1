using System.Text.Json;
using Fabric.Delivery;
using Fabric.Events;
using Microsoft.AspNetCore.Http.Features;

namespace Fabric.Edge.Tests.Delivery;

public sealed class ContentModeTests : IDisposable
{
    private readonly DeliverySetup _setup = new();
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        _setup.Dispose();
        _timeout.Dispose();
    }

    [Fact]
    public async Task A_structured_event_goes_as_JSON()
    {
        await using var server = await StubServer.Answering(202);
        var outcome = await _setup.Deliver(new Destination(server.Uri) { Content = DeliveryContent.Structured });
        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
        Assert.Equal("application/cloudevents+json", server.Only.Header("Content-Type"));
        Assert.Equal("1", JsonDocument.Parse(server.Only.Body).RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_is_delivered_at_the_same_time_goes_in_few_requests_in_its_order()
    {
        await using var server = await StubServer.Answering(202);
        var outcomes = await DeliverAll(server, 250);
        Assert.All(outcomes, outcome => Assert.Equal(DeliveryStatus.Delivered, outcome.Status));
        Assert.All(server.Requests, request => Assert.Equal("application/cloudevents-batch+json", request.Header("Content-Type")));
        Assert.InRange(server.Requests.Count, 3, 20);
        Assert.All(server.Requests, request => Assert.Equal(Ids(request).Order(), Ids(request)));
        Assert.Equal(Enumerable.Range(0, 250), server.Requests.SelectMany(Ids).Order());
        Assert.True(server.Requests.Max(request => Ids(request).Count()) <= 100);
    }

    [Fact]
    public async Task Only_the_events_that_are_refused_by_themselves_fail()
    {
        await using var server = await StubServer.Start(context =>
        {
            context.Response.StatusCode = Ids(context.Features.GetRequiredFeature<SeenRequest>()).Any(id => id is 7 or 42) ? 400 : 200;
            return Task.CompletedTask;
        });
        var outcomes = await DeliverAll(server, 64);
        Assert.Equal([7, 42], outcomes.Index().Where(outcome => outcome.Item.Status == DeliveryStatus.Failed).Select(outcome => outcome.Index));
        Assert.All(outcomes.Where(outcome => outcome.Status != DeliveryStatus.Failed), outcome => Assert.Equal(DeliveryStatus.Delivered, outcome.Status));
        Assert.Equal(400, outcomes[7].Code);
    }

    [Theory]
    [InlineData(503, DeliveryStatus.Retryable)]
    [InlineData(415, DeliveryStatus.Failed)]
    public async Task An_answer_that_says_nothing_of_one_event_counts_for_all(int status, DeliveryStatus expected)
    {
        await using var server = await StubServer.Answering(status);
        var outcomes = await DeliverAll(server, 50);
        Assert.All(outcomes, outcome => Assert.Equal((expected, status), (outcome.Status, outcome.Code)));
        Assert.Equal(50, server.Requests.Sum(request => Ids(request).Count()));
    }

    [Fact]
    public async Task A_reply_to_a_batch_is_kept_once()
    {
        const string reply = """{"specversion":"1.0","id":"r","source":"/s","type":"reply"}""";
        await using var server = await StubServer.Answering(200, "application/cloudevents+json", reply);
        var outcomes = await DeliverAll(server, 20);
        Assert.Equal(server.Requests.Count, outcomes.Sum(outcome => outcome.Reply.Count));
    }

    [Fact]
    public async Task An_attempt_ends_in_time_although_the_batch_is_not_answered()
    {
        await using var server = await StubServer.Start(context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted));
        var subscriber = _setup.Subscribers.Open(new Destination(server.Uri) { Content = DeliveryContent.Batch });
        using var timeout = new CancellationTokenSource();
        var deliveries = Enumerable.Range(0, 10).Select(id => subscriber.Deliver(Event(id), timeout.Token).AsTask()).ToArray();
        await timeout.CancelAsync();
        foreach (var delivery in deliveries)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivery.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private async Task<DeliveryOutcome[]> DeliverAll(StubServer server, int count)
    {
        var subscriber = _setup.Subscribers.Open(new Destination(server.Uri) { Content = DeliveryContent.Batch });
        var deliveries = Enumerable.Range(0, count).Select(id => subscriber.Deliver(Event(id), _timeout.Token).AsTask()).ToArray();
        return await Task.WhenAll(deliveries);
    }

    private static EventRecord Event(int id) => DeliverySetup.NewEvent($"{id}").ToRecord();

    private static IEnumerable<int> Ids(SeenRequest request) =>
        JsonDocument.Parse(request.Body).RootElement.EnumerateArray().Select(IdOf);

    private static int IdOf(JsonElement single) => int.Parse(single.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}

using Fabric.Core.Tests.Events;
using Fabric.Edge.CloudEvents;
using Fabric.Events;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using static Fabric.Edge.Tests.CloudEvents.Requests;

namespace Fabric.Edge.Tests.CloudEvents;

public sealed class RoundTripTests
{
    [Fact]
    public void Any_event_round_trips_through_a_binary_request() => ForAnyEvent(async record =>
    {
        using var message = new HttpRequestMessage();
        CloudEventWriter.Write(message, record);
        var read = await ReadOne(await Received(message));
        Assert.Equal(AnyEvent.Describe(record, overHttpHeaders: true), AnyEvent.Describe(read, overHttpHeaders: true));
    });

    [Fact]
    public void Any_event_round_trips_through_a_binary_response() => ForAnyEvent(async record =>
    {
        var response = new DefaultHttpContext().Response;
        response.Body = new MemoryStream();
        await CloudEventWriter.Write(response, record);
        using var message = Received(response);
        var result = await CloudEventReader.Read(message, Limits, CancellationToken.None);
        Assert.Equal("", result.Problem);
        Assert.Equal(
            AnyEvent.Describe(record, overHttpHeaders: true), AnyEvent.Describe(result.Events![0], overHttpHeaders: true));
    });

    [Fact]
    public void Any_event_round_trips_through_structured_and_batched_messages() => ForAnyEvent(async record =>
    {
        using var structured = new HttpRequestMessage();
        CloudEventWriter.WriteStructured(structured, record);
        Assert.Equal(AnyEvent.Describe(record), AnyEvent.Describe(await ReadOne(await Received(structured))));

        using var batched = new HttpRequestMessage();
        CloudEventWriter.WriteBatch(batched, EventBatch.Of(record, record));
        var result = await Read(await Received(batched));
        Assert.Equal(AnyEvent.Describe(record), AnyEvent.Describe(result.Events![1]));

        var response = new DefaultHttpContext().Response;
        response.Body = new MemoryStream();
        await CloudEventWriter.WriteBatch(response, EventBatch.Of(record));
        using var reply = Received(response);
        var replied = await CloudEventReader.Read(reply, Limits, CancellationToken.None);
        Assert.Equal(AnyEvent.Describe(record), AnyEvent.Describe(Assert.Single(replied.Events!.Records.ToArray())));
    });

    [Fact]
    public void Any_event_may_change_its_mode_on_the_way() => ForAnyEvent(async record =>
    {
        using var binary = new HttpRequestMessage();
        CloudEventWriter.Write(binary, record);
        using var structured = new HttpRequestMessage();
        CloudEventWriter.WriteStructured(structured, await ReadOne(await Received(binary)));
        var read = await ReadOne(await Received(structured));
        Assert.Equal(AnyEvent.Describe(record, overHttpHeaders: true), AnyEvent.Describe(read, overHttpHeaders: true));
    });

    private static void ForAnyEvent(Func<EventRecord, Task> holds) =>
        Prop.ForAll(AnyEvent.Record.ToArbitrary(), record => holds(record).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

    private static async Task<HttpRequest> Received(HttpRequestMessage message)
    {
        var content = message.Content!;
        var request = Plain(await content.ReadAsByteArrayAsync(), null);
        foreach (var header in message.Headers.NonValidated.Concat(content.Headers.NonValidated))
            request.Headers[header.Key] = new([.. header.Value]);
        return request;
    }

    private static HttpResponseMessage Received(HttpResponse response)
    {
        var message = new HttpResponseMessage { Content = new ByteArrayContent(((MemoryStream)response.Body).ToArray()) };
        foreach (var (name, values) in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, values.ToArray()))
                message.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return message;
    }
}

using System.Text;
using Fabric.Contract;
using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Core.Tests.Delivery;

public sealed class DeadLetterTests
{
    private static readonly Uri Destination = new("http://target.example/path");

    [Fact]
    public void Is_the_event_with_extensions_that_say_why()
    {
        var original = Some.Event("1") with { Subject = "s", Extensions = Some.Event("1").Extensions.Add("region", "eu") };
        var outcome = new DeliveryOutcome(DeliveryStatus.Failed) { Code = 422, Reason = "It answered 422.", ErrorBody = "no such order"u8.ToArray() };
        var letter = CloudEvent.From(DeadLetter.Of(original.ToRecord(), Destination, outcome, 4));
        Assert.Equal("http://target.example/path", letter.Extensions["knativeerrordest"]);
        Assert.Equal("422", letter.Extensions["knativeerrorcode"]);
        Assert.Equal("no such order", Encoding.UTF8.GetString(Convert.FromBase64String(letter.Extensions["knativeerrordata"])));
        Assert.Equal("4", letter.Extensions["fabricerrorattempts"]);
        Assert.Equal("It answered 422.", letter.Extensions["fabricerrorreason"]);
        Assert.Equal("eu", letter.Extensions["region"]);
        Assert.Equal(("1", "s", "data"), (letter.Id, letter.Subject, letter.DataText));
    }

    [Fact]
    public void Says_500_and_the_reason_where_there_was_no_answer()
    {
        var outcome = new DeliveryOutcome(DeliveryStatus.Retryable) { Reason = "connection refused" };
        var letter = CloudEvent.From(DeadLetter.Of(Some.Event("1").ToRecord(), Destination, outcome, 1));
        Assert.Equal("500", letter.Extensions["knativeerrorcode"]);
        Assert.Equal("connection refused", Encoding.UTF8.GetString(Convert.FromBase64String(letter.Extensions["knativeerrordata"])));
    }

    [Fact]
    public void Cuts_the_error_data_at_1024_characters_of_base64()
    {
        var outcome = new DeliveryOutcome(DeliveryStatus.Failed) { Code = 400, ErrorBody = new byte[1024] };
        var letter = CloudEvent.From(DeadLetter.Of(Some.Event("1").ToRecord(), Destination, outcome, 1));
        Assert.Equal(1024, letter.Extensions["knativeerrordata"].Length);
    }

    [Fact]
    public void A_reason_is_cut_and_holds_no_control_characters()
    {
        var outcome = new DeliveryOutcome(DeliveryStatus.Failed) { Reason = "a\r\nb" + new string('x', 2_000) };
        var reason = CloudEvent.From(DeadLetter.Of(Some.Event("1").ToRecord(), Destination, outcome, 1)).Extensions["fabricerrorreason"];
        Assert.StartsWith("a  bx", reason, StringComparison.Ordinal);
        Assert.Equal(512, reason.Length);
    }

    [Fact]
    public void Replaces_the_attributes_of_an_earlier_failure()
    {
        var first = DeadLetter.Of(Some.Event("1").ToRecord(), new Uri("http://first/"), ScriptedAnswer(400), 1);
        var second = DeadLetter.Of(first, new Uri("http://second/"), ScriptedAnswer(401), 2);
        var names = new List<string>();
        foreach (var attribute in second.Attributes)
            names.Add(Encoding.UTF8.GetString(attribute.Name));
        Assert.Equal(names.Distinct(), names);
        Assert.Equal("http://second/", CloudEvent.From(second).Extensions["knativeerrordest"]);
    }

    [Fact]
    public void Revived_it_is_the_event_it_was()
    {
        var original = Some.EventWithHops("1", 3)[0];
        var revived = DeadLetter.Revive(DeadLetter.Of(original, Destination, ScriptedAnswer(400), 1));
        Assert.Equal(original.Bytes.ToArray(), revived.Bytes.ToArray());
    }

    private static DeliveryOutcome ScriptedAnswer(int code) =>
        new(DeliveryStatus.Failed) { Code = code, Reason = $"It answered {code}." };
}

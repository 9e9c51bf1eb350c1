using System.Text;
using System.Text.Json;
using Fabric.Events;
using static Fabric.Core.Tests.Transformations.Transforming;

namespace Fabric.Core.Tests.Transformations;

public sealed class PayloadTests
{
    private static readonly string Add = $"{{'data':[{Operation("add", "a=b")}]}}";

    [Theory]
    [InlineData("text/plain", "hello", 415, "the event's data is not JSON but text/plain, and the transformation has data operations")]
    [InlineData("application/xml", "<a/>", 415, "the event's data is not JSON but application/xml, and the transformation has data operations")]
    [InlineData("application/json", "hello", 422, "the event's data is not JSON: line 1, byte 1")]
    [InlineData("application/json", "{'a':1} x", 422, "the event's data is not JSON: line 1, byte 9")]
    [InlineData(null, "hello", 422, "the event's data is not JSON: line 1, byte 1")]
    [InlineData("application/json", "{'a':'\\ud800'}", 422, "the event's data is not JSON: it has text that is not valid Unicode")]
    public void Data_that_is_not_JSON_is_refused_with_the_reason(string? contentType, string data, int code, string reason)
    {
        var outcome = Apply(Add, Event(data, contentType));
        Assert.Equal((code, reason, false), (outcome.Code, outcome.Refusal, outcome.Succeeded));
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.acme+json")]
    [InlineData(null)]
    public void What_comes_out_is_application_json(string? contentType)
    {
        var made = Made(Add, Event("{}", contentType));
        Assert.Equal(("application/json", """{"a":"b"}"""), (made.DataContentType, made.DataText));
    }

    [Fact]
    public void An_event_without_data_begins_with_nothing()
    {
        Assert.Equal("""{"a":"b"}""", Made(Add, Event(null, null)).DataText);
        Assert.Null(Made($"{{'data':[{Operation("delete", "a")}]}}", Event(null, null)).Data);
    }

    [Fact]
    public void A_payload_that_is_only_read_stays_byte_by_byte()
    {
        var made = Made(
            $"{{'context':[{Operation("add", "subject=$a")}],'data':[{Operation("store", "$a=a")}]}}", Event("{ 'a' : 'x' }", "application/vnd.acme+json"));
        Assert.Equal(("{ \"a\" : \"x\" }", "application/vnd.acme+json", "x"), (made.DataText, made.DataContentType, made.Subject));
    }

    [Fact]
    public void Letters_and_numbers_stay_as_they_were() => Assert.Equal(
        "{'é':'<ü>&+','n':[1e400,0.10,-0,12345678901234567890],'a':'b'}",
        Data(Operation("add", "a=b"), "{'é':'<ü>&+','n':[1e400,0.10,-0,12345678901234567890]}"));

    [Fact]
    public void A_field_given_twice_counts_as_its_last() => Assert.Equal("{'x':2,'a':'b'}", Data(Operation("add", "a=b"), "{'x':1,'x':2}"));

    [Fact]
    public void Too_deep_a_payload_is_refused() =>
        Assert.Equal(422, Apply(Add, Event(new string('[', 200) + new string(']', 200))).Code);

    [Fact]
    public void Operations_cannot_nest_without_end()
    {
        var outcome = Apply($"{{'data':[{Operation("shift", [.. Enumerable.Repeat(".:a.b.c.d.e.f", 40)])}]}}", Event());
        Assert.Equal((413, "the operations nest values deeper than 128 levels"), (outcome.Code, outcome.Refusal));
    }

    [Theory]
    [InlineData("$all")]
    [InlineData("$all$all$all$all$all$all$all$all")]
    public void Operations_cannot_multiply_a_payload_without_end(string value)
    {
        var limits = new EventLimits { MaxEventBytes = 10_000 };
        var paths = Enumerable.Range(0, 100).Select(index => $"x{index}={value}").ToArray();
        var large = Event($"{{'text':'{new string('x', 9_000)}'}}");

        var outcome = Apply($"{{'data':[{Operation("store", "$all=.")},{Operation("add", paths)}]}}", large, limits);

        Assert.Equal((413, "the operations add more than 40000 bytes"), (outcome.Code, outcome.Refusal));
    }

    [Fact]
    public void A_result_that_is_too_large_is_refused()
    {
        var large = Event($"{{'text':'{new string('x', 900)}'}}");
        var outcome = Apply($"{{'data':[{Operation("store", "$all=text")},{Operation("add", "y=$all")}]}}", large, new EventLimits { MaxEventBytes = 1_000 });
        Assert.Equal(413, outcome.Code);
        Assert.StartsWith("the result is not an event: data: 1", outcome.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_payload_nothing_crashes()
    {
        var random = new Random(20_260_101);
        string[] keys = ["a", "a.b", "a[0]", "[0]", "[1].a", "a.b[2].c", "a[0][1]", "."];
        string[] payloads = ["null", "1", "'x'", "[]", "{}", "{'a':1}", "{'a':[]}", "{'a':[[1,2]]}", "{'a':{'b':[0,1,{'c':'[1]'}]}}", "[{'a':'x'},'{}']", "[[[]]]"];
        string Key() => keys[random.Next(keys.Length)];
        for (var round = 0; round < 3_000; round++)
        {
            var operations = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(5) switch
            {
                0 => Operation("add", $"{Key()}={(random.Next(2) == 0 ? "$v" : "x($v)$w")}"),
                1 => Operation("delete", random.Next(4) == 0 ? "=x" : Key(), $"{Key()}=$v"),
                2 => Operation("shift", $"{Key()}:{Key()}"),
                3 => Operation("store", $"$v={Key()}", $"$w={Key()}"),
                _ => Operation("parse", $"{Key()}=json"),
            }).ToList();
            var payload = payloads[random.Next(payloads.Length)];
            var outcome = Apply($"{{'data':[{string.Join(',', operations)}]}}", Event(payload));
            Assert.True(outcome.Succeeded, $"{payload}: {string.Join(',', operations)}: {outcome.Refusal}");
            JsonElement.Parse(Encoding.UTF8.GetString(outcome.Event[0].Data.Span));
        }
    }
}

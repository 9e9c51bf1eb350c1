using System.Text;
using Fabric.Events;
using static Fabric.Core.Tests.Events.Parsing;

namespace Fabric.Core.Tests.Events;

public sealed class JsonEventParserTests
{
    [Fact]
    public void Attributes_may_come_in_any_order_and_escaped()
    {
        var record = ParseOne(
            """{ "data":"<a\/>", "type" : "t", "s\u006furce":"\/s","i\u0064":"\ud83d\ude00","datacontenttype":"text\/xml","specversion":"1\u002e0"}""");

        Assert.Equal("😀", Attribute(record, "id"));
        Assert.Equal("/s", Attribute(record, "source"));
        Assert.Equal("text/xml", Attribute(record, "datacontenttype"));
        Assert.Equal("<a/>", Data(record));
    }

    [Fact]
    public void Integers_and_booleans_keep_their_kind()
    {
        var record = With("\"a\":-2147483648,\"b\":true,\"c\":false,\"d\":\"5\",\"e\":\"\",\"f\":-0");

        Assert.True(record.TryGet("a"u8, out var integer));
        Assert.Equal((AttributeKind.Integer, "-2147483648"), (integer.Kind, integer.Text));
        Assert.True(record.TryGet("b"u8, out var boolean));
        Assert.Equal((AttributeKind.Boolean, "true"), (boolean.Kind, boolean.Text));
        Assert.Equal("false", Attribute(record, "c"));
        Assert.True(record.TryGet("d"u8, out var text));
        Assert.Equal(AttributeKind.String, text.Kind);
        Assert.Equal("", Attribute(record, "e"));
        Assert.Equal("0", Attribute(record, "f"));
    }

    [Fact]
    public void Null_attributes_are_unset_and_unknown_extensions_are_kept()
    {
        var record = With("\"subject\":null,\"time\":null,\"anything\":null,\"comexampleextension1\":\"value\",\"data_base64\":null");

        Assert.Null(Attribute(record, "subject"));
        Assert.Null(Attribute(record, "anything"));
        Assert.Equal("value", Attribute(record, "comexampleextension1"));
        Assert.False(record.HasData);
    }

    [Fact]
    public void Extension_names_are_lower_cased() => Assert.Equal("v", Attribute(With("\"MyExt\":\"v\""), "myext"));

    [Theory]
    [InlineData("null")]
    [InlineData("\"I'm just a \\u0041 string\"")]
    [InlineData("{ \"a\" : [ 1.0, 1e400 ,\"\\ud800\" ]\n , \"a\":1 }")]
    [InlineData("-0")]
    [InlineData("\"\"")]
    public void Json_data_is_kept_as_it_was_written_and_named_json(string data)
    {
        var implied = With($"\"data\": {data} ");
        var said = With($"\"data\":{data},\"datacontenttype\":\"Application/Vnd.X+JSON; v=1\"");

        Assert.Equal(data, Data(implied));
        Assert.Equal("application/json", Attribute(implied, "datacontenttype"));
        Assert.Equal(data, Data(said));
        Assert.Equal("Application/Vnd.X+JSON; v=1", Attribute(said, "datacontenttype"));
    }

    [Fact]
    public void Data_may_be_nested_deeper_than_any_parser_wants()
    {
        var data = new string('[', 100_000) + new string(']', 100_000);

        Assert.Equal(data, Data(With($"\"data\":{data}")));
    }

    [Theory]
    [InlineData("\"datacontenttype\":\"text/plain\",\"data\":\"a\\n\\u0000\\u20ac\"", "a\n\0€")]
    [InlineData("\"data\":\"{}\",\"datacontenttype\":\"application/xml\"", "{}")]
    [InlineData("\"data\":\"\",\"datacontenttype\":\"text/plain\"", "")]
    [InlineData("\"data_base64\":\"aGVsbG8=\"", "hello")]
    [InlineData("\"data_base64\":\"aGVsbG8=\",\"data\":null,\"data_base64\":null", null)]
    [InlineData("\"data_base64\":\"\",\"datacontenttype\":\"application/json\"", "")]
    public void Other_data_is_text_or_bytes(string members, string? data)
    {
        var outcome = Parse(Json(members));

        Assert.Equal(data, outcome.Events is { } events ? Data(events[0]) : null);
        if (data is not null)
            Assert.True(outcome.Events![0].HasData);
    }

    [Fact]
    public void Bytes_bring_no_content_type_with_them()
    {
        var record = With("\"data_base64\":\"AP8\\/\"");

        Assert.Equal(new byte[] { 0, 255, 63 }, record.Data.ToArray());
        Assert.Null(Attribute(record, "datacontenttype"));
    }

    [Fact]
    public void Version_0_3_has_its_own_names()
    {
        var record = With(
            "\"schemaurl\":\"/relative\",\"datacontentencoding\":\"Base64\",\"datacontenttype\":\"image/png\",\"data\":\"AAEC\"", "0.3");

        Assert.True(record.IsVersion03);
        Assert.Equal("/relative", Encoding.UTF8.GetString(record.Find(AttributeCode.DataSchema)));
        Assert.Equal(new byte[] { 0, 1, 2 }, record.Data.ToArray());
        Assert.Null(Attribute(record, "datacontentencoding"));
    }

    [Fact]
    public void The_time_to_live_becomes_hops()
    {
        var record = With("\"knativebrokerttl\":250");

        Assert.Equal(5, record.Hops);
        Assert.Null(Attribute(record, "knativebrokerttl"));
        Assert.Equal(5, With("\"knativebrokerttl\":\"250\"").Hops);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() => Assert.Equal("1", Attribute(ParseOne("\uFEFF" + Json()), "id"));

    [Fact]
    public void The_trace_context_of_the_request_goes_into_every_event()
    {
        var trace = new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=1");

        var outcome = JsonEventParser.ParseBatch(
            Encoding.UTF8.GetBytes($"[{Json("\"traceparent\":\"own\"")},{Json()}]"), Limits, trace);

        Assert.Equal([trace, trace], outcome.Events!.Records.ToArray().Select(TraceContext.From));
        Assert.Equal("own", Attribute(outcome.Events[0], "traceparent"));
        Assert.Null(Attribute(outcome.Events[1], "traceparent"));
    }
}

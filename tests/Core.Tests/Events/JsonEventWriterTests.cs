using System.Buffers;
using System.Text;
using Fabric.Events;

namespace Fabric.Core.Tests.Events;

public sealed class JsonEventWriterTests
{
    private const string Head = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"";

    [Theory]
    [InlineData("application/json", "{ \"a\":1.0 }\n", ",\"data\":{ \"a\":1.0 }}")]
    [InlineData("application/json", "\"x\"", ",\"data\":\"x\"}")]
    [InlineData("application/json", "{oops", ",\"data_base64\":\"e29vcHM=\"}")]
    [InlineData("application/json", "", ",\"data_base64\":\"\"}")]
    [InlineData("a/b+JSON;v=1", "null", ",\"data\":null}")]
    [InlineData("text/plain", "a\"\n€<", ",\"data\":\"a\\\"\\n€<\"}")]
    [InlineData("text/plain", "", ",\"data\":\"\"}")]
    [InlineData("text/plain; charset=iso-8859-1", "a", ",\"data_base64\":\"YQ==\"}")]
    [InlineData("application/xml", "<a/>", ",\"data\":\"<a/>\"}")]
    [InlineData("image/png", "png", ",\"data_base64\":\"cG5n\"}")]
    [InlineData(null, "{}", ",\"data_base64\":\"e30=\"}")]
    public void Data_takes_the_form_that_its_content_type_allows(string? contentType, string data, string end)
    {
        var type = contentType is null ? "" : $",\"datacontenttype\":\"{contentType}\"";

        Assert.Equal(Head + type + end, Write(Event(contentType, data).ToRecord()));
    }

    [Fact]
    public void Text_that_is_not_utf8_becomes_base64()
    {
        var record = (Event("text/plain", "") with { Data = new byte[] { 0xFF } }).ToRecord();

        Assert.EndsWith(",\"data_base64\":\"/w==\"}", Write(record), StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_and_booleans_are_written_as_such_and_hidden_attributes_not_at_all()
    {
        var writer = new EventWriter();
        writer.Begin(hops: 3);
        writer.Attribute("id", "1");
        writer.Attribute("source", "/s");
        writer.Attribute("type", "t");
        writer.Attribute("n", "-5", AttributeKind.Integer);
        writer.Attribute("b", "true", AttributeKind.Boolean);
        writer.Attribute(AttributeCode.TraceParent, "00-x"u8);
        writer.End();
        var record = writer.ToBatch()[0];

        Assert.Equal(Head + ",\"n\":-5,\"b\":true}", Write(record));
        Assert.Equal(
            Head + ",\"n\":-5,\"b\":true,\"knativebrokerttl\":251}",
            Encoding.UTF8.GetString(JsonEventWriter.Write(record, includeHops: true)));
    }

    [Fact]
    public void Version_0_3_says_its_schema_and_its_encoding_in_its_own_words()
    {
        var record = (Event("image/png", "png") with { SpecVersion = "0.3", DataSchema = "/x" }).ToRecord();

        Assert.Equal(
            "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"datacontenttype\":\"image/png\","
            + "\"schemaurl\":\"/x\",\"datacontentencoding\":\"base64\",\"data\":\"cG5n\"}",
            Write(record));
    }

    [Fact]
    public void A_line_of_json_lines_holds_a_whole_event()
    {
        var output = new ArrayBufferWriter<byte>();

        JsonEventWriter.WriteLine(output, Event("application/json", "{\r\n  \"a\": [ 1.50,\n \"\\u0041 b\" ]\n}").ToRecord());

        Assert.Equal(
            Head + ",\"datacontenttype\":\"application/json\",\"data\":{\"a\":[1.50,\"\\u0041 b\"]}}\n",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_batch_is_an_array()
    {
        var record = new CloudEvent { Id = "1", Source = "/s", Type = "t" }.ToRecord();

        Assert.Equal("[]", Encoding.UTF8.GetString(JsonEventWriter.WriteBatch(EventBatch.Empty)));
        Assert.Equal($"[{Head}}},{Head}}}]", Encoding.UTF8.GetString(JsonEventWriter.WriteBatch(EventBatch.Of(record, record))));
    }

    private static CloudEvent Event(string? contentType, string data) => new()
    {
        Id = "1", Source = "/s", Type = "t", DataContentType = contentType, Data = Encoding.UTF8.GetBytes(data),
    };

    private static string Write(EventRecord record) => Encoding.UTF8.GetString(JsonEventWriter.Write(record));
}

using System.Text;
using Fabric.Events;

namespace Fabric.Core.Tests.Events;

public sealed class EventRenderingTests
{
    private static readonly CloudEvent Plain = new() { Id = "1", Source = "/s", Type = "t" };

    [Fact]
    public void Everything_an_event_has_is_shown_as_event_display_shows_it()
    {
        var shown = Plain with
        {
            Subject = "sub",
            Time = "2026-01-02T03:04:05Z",
            DataSchema = "https://example.com/s",
            DataContentType = "application/json; charset=utf-8",
            Extensions = Plain.Extensions.Add("zext", "z").Add("aext", "a b"),
            Data = Encoding.UTF8.GetBytes("{\"a\":[1.0,{},[],{\"b\":\"\\u0041 c\"}],\"d\":null}"),
        };

        Assert.Equal(
            """
            ☁️  cloudevents.Event
            Context Attributes,
              specversion: 1.0
              type: t
              source: /s
              subject: sub
              id: 1
              time: 2026-01-02T03:04:05Z
              dataschema: https://example.com/s
              datacontenttype: application/json; charset=utf-8
            Extensions,
              aext: a b
              zext: z
            Data,
              {
                "a": [
                  1.0,
                  {},
                  [],
                  {
                    "b": "\u0041 c"
                  }
                ],
                "d": null
              }

            """,
            EventRendering.ToText(shown.ToRecord()));
    }

    [Fact]
    public void An_event_without_data_ends_with_its_attributes() => Assert.Equal(
        "☁️  cloudevents.Event\nContext Attributes,\n  specversion: 1.0\n  type: t\n  source: /s\n  id: 1\n",
        EventRendering.ToText((Plain with { Data = ReadOnlyMemory<byte>.Empty }).ToRecord()));

    [Theory]
    [InlineData("text/plain", "a\nb", "Data,\n  a\nb\n")]
    [InlineData("application/json", "{oops", "Data,\n  {oops\n")]
    [InlineData("application/xml", "{}", "Data,\n  {}\n")]
    [InlineData("APPLICATION/JSON", "[ ]", "Data,\n  []\n")]
    [InlineData("application/json", "5", "Data,\n  5\n")]
    public void Data_that_is_not_json_is_shown_as_it_is(string contentType, string data, string end) => Assert.EndsWith(
        end,
        EventRendering.ToText((Plain with { DataContentType = contentType, Data = Encoding.UTF8.GetBytes(data) }).ToRecord()),
        StringComparison.Ordinal);

    [Fact]
    public void Bytes_are_called_binary() => Assert.Contains(
        "\nData (binary),\n  ",
        EventRendering.ToText((Plain with { Data = new byte[] { 0xFF, 0xFE } }).ToRecord()),
        StringComparison.Ordinal);

    [Fact]
    public void Version_0_3_has_a_schemaurl() => Assert.Contains(
        "\n  specversion: 0.3\n  type: t\n  source: /s\n  id: 1\n  schemaurl: /x\n",
        EventRendering.ToText((Plain with { SpecVersion = "0.3", DataSchema = "/x" }).ToRecord()),
        StringComparison.Ordinal);
}

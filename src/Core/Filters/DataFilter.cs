using System.Text.Json;
using Fabric.Events;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>
/// <c>data</c>: a value inside a JSON payload passes a test, as <c>{data: {path: $.sayhello.location, exact: EU}}</c>.
/// Beyond the CloudEvents specification. The path is relative to the payload; where it points at several values, one that
/// passes is enough. A payload that is absent, of another content type or no valid JSON never passes.
/// </summary>
public sealed class DataFilter : Filter
{
    private readonly JsonPath _path;
    private readonly DataTest _test;

    internal DataFilter(JsonPath path, DataTest test)
    {
        _path = path;
        _test = test;
    }

    public override bool Matches(EventRecord record) =>
        record.HasData && JsonMediaType.Is(record.Find(AttributeCode.DataContentType))
        && JsonPathWalk.Find(JsonMediaType.WithoutMark(record.Data.Span), _path, _test) is { } found
        && found == (_test is not DataPresence { Present: false });

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("data");
        writer.WriteString("path", _path.Text);
        _test.WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    internal static Filter? Parse(JsonElement value, string path, List<Fault> faults, int depth) =>
        DataFilterParser.Parse(value, path, faults);
}

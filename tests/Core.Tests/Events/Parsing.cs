using System.Text;
using Fabric.Events;

namespace Fabric.Core.Tests.Events;

/// <summary>Short ways to parse JSON events.</summary>
internal static class Parsing
{
    public static readonly EventLimits Limits = new();

    public static EventParseOutcome Parse(string json, EventLimits? limits = null) =>
        JsonEventParser.Parse(Encoding.UTF8.GetBytes(json), limits ?? Limits);

    public static EventParseOutcome ParseBatch(string json, EventLimits? limits = null) =>
        JsonEventParser.ParseBatch(Encoding.UTF8.GetBytes(json), limits ?? Limits);

    /// <summary>A valid event with more members.</summary>
    public static string Json(string members = "", string version = "1.0") =>
        $"{{\"specversion\":\"{version}\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"{(members.Length > 0 ? "," : "")}{members}}}";

    public static EventRecord ParseOne(string json)
    {
        var outcome = Parse(json);
        Assert.Equal("", outcome.Problem);
        return Assert.Single(outcome.Events!.Records.ToArray());
    }

    public static EventRecord With(string members, string version = "1.0") => ParseOne(Json(members, version));

    public static string Data(EventRecord record) => Encoding.UTF8.GetString(record.Data.Span);

    public static string? Attribute(EventRecord record, string name) =>
        record.TryGet(Encoding.UTF8.GetBytes(name), out var attribute) ? attribute.Text : null;
}

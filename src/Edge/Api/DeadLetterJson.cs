using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Events;

namespace Fabric.Edge.Api;

/// <summary>A dead letter: its position in the trigger's list, since when, and the event with its error attributes.</summary>
internal static class DeadLetterJson
{
    public static JsonObject Of(EventRecord record) => new()
    {
        ["position"] = record.Offset,
        ["time"] = record.AppendedAt.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        ["event"] = JsonNode.Parse(JsonEventWriter.Write(record), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = true }),
    };
}

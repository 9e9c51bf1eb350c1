using System.Text;
using System.Text.Json.Nodes;
using Fabric.Events;

namespace Fabric.Transformations;

/// <summary>Reads the data of an event as JSON, or says why it is none.</summary>
internal static class EventPayload
{
    /// <param name="record">The event; without data it is as if its data were null.</param>
    /// <param name="payload">The data.</param>
    /// <returns>The refusal; null where the data is JSON.</returns>
    public static TransformationOutcome? Read(EventRecord record, out JsonNode? payload)
    {
        payload = null;
        var contentType = record.Find(AttributeCode.DataContentType);
        if (!contentType.IsEmpty && !MediaType.IsJson(contentType))
        {
            return new()
            {
                Code = 415,
                Refusal = $"the event's data is not JSON but {Encoding.UTF8.GetString(contentType)}, and the transformation has data operations",
            };
        }

        if (record.Data.IsEmpty)
            return null;
        payload = JsonTree.Read(record.Data.Span, out var problem);
        return problem is null ? null : new() { Code = 422, Refusal = $"the event's data is not JSON: {problem}" };
    }
}

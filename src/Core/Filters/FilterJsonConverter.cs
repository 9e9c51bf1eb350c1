using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fabric.Filters;

/// <summary>Reads and writes a filter as the JSON of its manifest.</summary>
internal sealed class FilterJsonConverter : JsonConverter<Filter>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Filter).IsAssignableFrom(typeToConvert);

    public override Filter? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parsed = FilterParser.Parse(JsonElement.ParseValue(ref reader), "filter");
        return parsed.IsValid ? parsed.Filter : throw new JsonException(string.Join("; ", parsed.Faults));
    }

    public override void Write(Utf8JsonWriter writer, Filter value, JsonSerializerOptions options) =>
        value.WriteTo(writer);
}

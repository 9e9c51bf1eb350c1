using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fabric.Filters;

/// <summary>Reads and writes a filter as the JSON of its manifest.</summary>
internal sealed class FilterJsonConverter : JsonConverter<Filter>
{
    public override Filter? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotImplementedException();

    public override void Write(Utf8JsonWriter writer, Filter value, JsonSerializerOptions options) =>
        throw new NotImplementedException();
}

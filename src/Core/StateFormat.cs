using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fabric;

/// <summary>How stores write states, so that what one host saved another could read.</summary>
public static class StateFormat
{
    /// <summary>JSON with camel-case names and enums as text.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = JsonSerializerOptions.Default.TypeInfoResolver,
    };
}

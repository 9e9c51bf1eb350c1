using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fabric.Events;

namespace Fabric.Filters;

/// <summary>
/// Selects events (CloudEvents Subscriptions API, section "Filters"). Immutable; made by <see cref="FilterParser"/>,
/// which refuses what is invalid, so that a filter object always is valid. Crosses the wire as the JSON of its manifest;
/// two filters are equal where that JSON is.
/// </summary>
[JsonConverter(typeof(FilterJsonConverter))]
public abstract class Filter : IEquatable<Filter>
{
    private string? _json;

    /// <summary>True where the event passes. An error while evaluating does not pass. Never throws.</summary>
    public abstract bool Matches(EventRecord record);

    /// <summary>Attributes that an event must have with exactly these values to pass; any one of them finds the filter in an index.</summary>
    internal virtual ImmutableArray<AttributeValue> Keys => [];

    /// <summary>Writes the filter as the JSON object of its manifest.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    public bool Equals(Filter? other) => other is not null && ToString() == other.ToString();

    public sealed override bool Equals(object? obj) => Equals(obj as Filter);

    public sealed override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The manifest JSON on one line.</summary>
    public sealed override string ToString()
    {
        return _json ??= Render();

        string Render()
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
                WriteTo(writer);
            return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
    }
}

using System.Text.Json.Serialization;
using Fabric.Events;

namespace Fabric.Filters;

/// <summary>
/// Selects events (CloudEvents Subscriptions API, section "Filters"). Immutable; made by <c>FilterParser</c>, which
/// refuses what is invalid, so that a filter object always is valid. Crosses the wire as the JSON of its manifest.
/// </summary>
[JsonConverter(typeof(FilterJsonConverter))]
public abstract class Filter
{
    /// <summary>True where the event passes. An error while evaluating does not pass. Never throws.</summary>
    public abstract bool Matches(EventRecord record);
}

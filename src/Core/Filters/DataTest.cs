using System.Text.Json;

namespace Fabric.Filters;

/// <summary>What a value of the payload is asked for.</summary>
internal abstract class DataTest
{
    /// <summary>Tests the value that the reader stands at, and leaves the reader there.</summary>
    public abstract bool Passes(ref Utf8JsonReader reader);

    /// <summary>Writes the test as a member of the filter's object.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);
}

using System.Text.Json;

namespace Fabric.Filters;

/// <summary><c>exists</c>: the path points at a value, whichever it is.</summary>
internal sealed class DataPresence(bool present) : DataTest
{
    public bool Present => present;

    public override bool Passes(ref Utf8JsonReader reader) => true;

    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteBoolean("exists", present);
}

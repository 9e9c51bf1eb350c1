using System.Text.Json.Nodes;

namespace Fabric.Transformations;

/// <summary>What one event's <c>store</c> operations remember; shared by context and data.</summary>
internal sealed class Variables
{
    private readonly Dictionary<string, Held> _values = new(StringComparer.Ordinal);

    public void Store(string name, JsonNode value) => _values[name] = new Held(value.DeepClone());

    /// <summary>A copy of the value; null where nothing was stored, or the event may not grow by it.</summary>
    public JsonNode? Take(string name, WorkBounds bounds) =>
        _values.TryGetValue(name, out var held) && bounds.Take(held.Text.Length) ? held.Value.DeepClone() : null;

    /// <summary>The value as text; null where nothing was stored.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name)?.Text;

    /// <summary>The text that a value is compared with: what the variable of that name holds, else the text itself.</summary>
    public string Expected(string text) => Text(text) ?? text;

    private sealed class Held(JsonNode value)
    {
        public JsonNode Value => value;

        public string Text => field ??= Scalar.Text(value);
    }
}

using System.Text.Json;

namespace Fabric.Resources.Validation;

/// <summary>A place in a manifest that knows its path. Reading what is absent or of another type answers null.</summary>
internal readonly struct FieldReader(JsonElement element, string? path)
{
    /// <summary>As <c>spec.filters[0].exact</c>; empty for the whole body.</summary>
    public string Path => path ?? "";

    public JsonElement Element => element;

    /// <summary>False where the field is absent or null, which Kubernetes treats alike.</summary>
    public bool Exists => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public FieldReader this[string name] =>
        new(element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default, Join(name));

    public string? Text => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    public long? Integer => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : null;

    public bool? Flag => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public TimeSpan? Duration => Text is { } text && DurationText.TryParse(text, out var duration) ? duration : null;

    public IEnumerable<FieldReader> Items
    {
        get
        {
            if (element.ValueKind != JsonValueKind.Array)
                yield break;
            var index = 0;
            foreach (var item in element.EnumerateArray())
                yield return new(item, $"{Path}[{index++}]");
        }
    }

    public IEnumerable<(string Name, FieldReader Value)> Entries
    {
        get
        {
            if (element.ValueKind != JsonValueKind.Object)
                yield break;
            foreach (var entry in element.EnumerateObject())
                yield return (entry.Name, new(entry.Value, Join(entry.Name)));
        }
    }

    /// <summary>The first of these that exists; the first of all where none does.</summary>
    public FieldReader Either(string name, string alias) => !this[name].Exists && this[alias].Exists ? this[alias] : this[name];

    private string Join(string name) =>
        !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? $"{Path}[\"{name}\"]"
        : Path.Length == 0 ? name
        : $"{Path}.{name}";
}

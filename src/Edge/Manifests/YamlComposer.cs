using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fabric.Edge.Manifests;

/// <summary>
/// Builds one document from parser events: anchors, aliases and merge keys resolved, duplicate keys refused. Aliases
/// count as what they stand for, so that a few lines cannot become gigabytes.
/// </summary>
internal sealed class YamlComposer(IParser parser, ManifestLimits limits)
{
    private readonly Dictionary<AnchorName, (JsonNode? Node, int Size)> _anchors = [];
    private int _nodes;
    private int _depth;

    /// <summary>The line of each field by path.</summary>
    public Dictionary<string, int> Lines { get; } = new(StringComparer.Ordinal);

    /// <exception cref="YamlException">The document is not well-formed or asks too much.</exception>
    public JsonNode? Compose(string path)
    {
        var start = parser.Current!;
        Count(1, start.Start);
        if (++_depth > limits.MaxDepth)
            throw Refuse(start, $"nested deeper than {limits.MaxDepth} levels");
        var before = _nodes;
        Lines.TryAdd(path, (int)start.Start.Line);
        var node = start switch
        {
            AnchorAlias alias => Expand(alias),
            Scalar scalar => YamlTag.Apply(parser.Consume<Scalar>()),
            SequenceStart => Sequence(path),
            MappingStart => Mapping(path),
            _ => throw Refuse(start, "expected a value"),
        };
        if (start is NodeEvent { Anchor.IsEmpty: false } named)
            _anchors[named.Anchor] = (node?.DeepClone(), _nodes - before + 1);
        _depth--;
        return node;
    }

    private JsonNode? Expand(AnchorAlias alias)
    {
        parser.MoveNext();
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
            throw Refuse(alias, $"the alias *{alias.Value} has no anchor &{alias.Value} before it; put text that begins with * in quotes");
        Count(anchored.Size, alias.Start);
        return anchored.Node?.DeepClone();
    }

    private JsonArray Sequence(string path)
    {
        parser.Consume<SequenceStart>();
        var items = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Compose($"{path}[{items.Count}]"));
        return items;
    }

    private JsonObject Mapping(string path)
    {
        parser.Consume<MappingStart>();
        var fields = new JsonObject();
        var merged = new List<JsonObject>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Key();
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
                merged.AddRange(Merged(key, Compose(path.Length == 0 ? "<<" : $"{path}.<<")));
            else if (fields.ContainsKey(key.Value))
                throw Refuse(key, $"the field {key.Value} is given twice; remove one of them");
            else
                fields.Add(key.Value, Compose(path.Length == 0 ? key.Value : $"{path}.{key.Value}"));
        }

        foreach (var (name, value) in merged.SelectMany(source => source))
        {
            if (!fields.ContainsKey(name))
                fields.Add(name, value?.DeepClone());
        }

        return fields;
    }

    private Scalar Key()
    {
        var start = parser.Current!;
        if (start is Scalar)
            return parser.Consume<Scalar>();
        if (start is AnchorAlias alias && _anchors.TryGetValue(alias.Value, out var anchored)
            && anchored.Node is JsonValue text)
        {
            parser.MoveNext();
            return new Scalar(text.ToString());
        }

        throw Refuse(start, "a field name must be text");
    }

    private static IEnumerable<JsonObject> Merged(Scalar key, JsonNode? sources) => sources switch
    {
        JsonObject one => [one],
        JsonArray many when many.All(item => item is JsonObject) => many.OfType<JsonObject>(),
        _ => throw Refuse(key, "the merge key << takes a mapping or a list of mappings"),
    };

    private void Count(int nodes, Mark where)
    {
        _nodes += nodes;
        if (_nodes > limits.MaxNodes)
            throw new YamlException(where, where, $"more than {limits.MaxNodes} values in one document, aliases counted as what they stand for");
    }

    private static YamlException Refuse(ParsingEvent at, string message) => new(at.Start, at.End, message);
}

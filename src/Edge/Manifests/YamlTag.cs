using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fabric.Edge.Manifests;

/// <summary>The value of a scalar: by its tag where it has one, as text where it is quoted, else by its look.</summary>
internal static class YamlTag
{
    private const string Prefix = "tag:yaml.org,2002:";

    public static JsonNode? Apply(Scalar scalar)
    {
        var tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        if (tag.Length == 0 && scalar.Style != ScalarStyle.Plain)
            return JsonValue.Create(scalar.Value);
        if (tag is "!" or Prefix + "str")
            return JsonValue.Create(scalar.Value);
        if (!YamlScalar.TryResolve(scalar.Value, out var value))
            throw Refuse(scalar, $"the number {scalar.Value} has no JSON form; put text in quotes");
        return tag switch
        {
            "" => value ?? (IsNull(scalar.Value) ? null : JsonValue.Create(scalar.Value)),
            Prefix + "int" or Prefix + "float" => YamlScalar.Number(scalar.Value) ?? throw Refuse(scalar, $"'{scalar.Value}' is no number"),
            Prefix + "bool" when value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => value,
            Prefix + "null" when IsNull(scalar.Value) => null,
            _ => throw Refuse(scalar, $"the tag {tag.Replace(Prefix, "!!", StringComparison.Ordinal)} does not fit '{scalar.Value}'; leave the tag out"),
        };
    }

    private static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    private static YamlException Refuse(Scalar at, string message) => new(at.Start, at.End, message);
}

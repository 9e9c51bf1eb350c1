using System.Buffers.Text;
using System.Text;
using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>Looks up passwords and keys, in any of the three shapes in which they are written.</summary>
internal sealed class SecretReader(TopologyDraft draft)
{
    /// <summary>The secret, or why there is none; neither where the field is absent.</summary>
    public (Secret? Secret, string? Problem) Read(FieldReader field, string @namespace)
    {
        if (!field.Exists)
            return (null, null);
        if (field["value"].Text is { } literal)
            return literal.Length > 0 ? (new Secret(literal), null) : (null, $"{field["value"].Path}: is empty");
        var reference = field.Either("valueFromSecret", "secretKeyRef");
        return reference.Exists
            ? Referenced(reference, @namespace)
            : (null, $"{field.Path}: needs value, valueFromSecret or secretKeyRef");
    }

    private (Secret? Secret, string? Problem) Referenced(FieldReader reference, string @namespace)
    {
        var (name, key) = (reference["name"].Text ?? "", reference["key"].Text ?? "");
        if (draft.Find(new("", SecretKind.Definition.Kind, @namespace, name)) is not { } secret)
            return (null, $"{reference.Path}: there is no Secret {@namespace}/{name}");
        if (Value(secret.Body, key) is not { } value)
            return (null, $"{reference.Path}: Secret {@namespace}/{name} has no key {Shown.Quote(key)} with a usable value");
        return value.Length > 0 ? (new Secret(value), null) : (null, $"{reference.Path}: key {Shown.Quote(key)} of Secret {@namespace}/{name} is empty");
    }

    private static string? Value(FieldReader secret, string key)
    {
        if (secret["stringData"][key].Text is { } text)
            return text;
        return secret["data"][key].Text is { } encoded && Base64.IsValid(encoded)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded))
            : null;
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Resources.Kinds;

namespace Fabric.Resources.Validation;

/// <summary>Finds everything wrong with the body of a manifest.</summary>
public static class ManifestCheck
{
    /// <param name="kind">The manifest's kind.</param>
    /// <param name="body">The manifest without <c>apiVersion</c>, <c>kind</c>, <c>metadata</c> and <c>status</c>.</param>
    /// <returns>What makes the resource not ready, and what has no effect.</returns>
    public static (ImmutableArray<Fault> Faults, ImmutableArray<Fault> Warnings) Check(ResourceKind kind, JsonElement body)
    {
        var faults = new FaultList();
        var reader = new FieldReader(body, "");
        SchemaCheck.Check(kind.Schema, reader, kind.Kind, faults);
        kind.Rules?.Invoke(reader, faults);
        return (faults.Faults, faults.Warnings);
    }
}

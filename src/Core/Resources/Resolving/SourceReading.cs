using System.Collections.Immutable;
using Fabric.Resources.Validation;
using Fabric.Sources;

namespace Fabric.Resources.Resolving;

/// <summary>What a source's manifest says, before its sink is looked up.</summary>
/// <param name="Spec">The spec; null where the source cannot run.</param>
/// <param name="Problem">Which secret is missing; null where none is.</param>
/// <param name="EventType">The type of its events, for the status.</param>
/// <param name="EventSource">The source of its events, for the status.</param>
internal sealed record SourceReading(SourceSpec? Spec, string? Problem, string? EventType = null, string? EventSource = null)
{
    /// <summary>The CloudEvents source: the one given, or <c>namespace.name</c>.</summary>
    public static string EventSourceOf(CheckedResource source) =>
        source.Spec["eventSource"].Text is { Length: > 0 } given ? given : $"{source.Namespace}.{source.Key.Name}";

    public static ImmutableSortedDictionary<string, string> OverridesOf(FieldReader spec)
    {
        var overrides = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in spec["ceOverrides"]["extensions"].Entries)
        {
            if (value.Text is { Length: > 0 } text)
                overrides[name.ToLowerInvariant()] = text;
        }

        return overrides.ToImmutable();
    }
}

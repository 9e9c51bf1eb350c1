using System.Collections.Immutable;

namespace Fabric.Resources.Kinds;

/// <summary>The JSON type of a manifest's field.</summary>
public enum FieldType
{
    /// <summary>Anything; not looked at.</summary>
    Any = 0,
    String,
    Integer,
    Boolean,

    /// <summary>An integer, or a string such as <c>1Gi</c>.</summary>
    IntegerOrString,

    /// <summary>Fields known by name.</summary>
    Object,

    /// <summary>Names chosen by the user; all values are of one schema.</summary>
    Map,
    List,
}

/// <summary>What the text of a string field says.</summary>
public enum FieldFormat
{
    None = 0,

    /// <summary>A Go duration (<c>1m30s</c>) or an ISO 8601 one (<c>PT1M30S</c>).</summary>
    Duration,

    /// <summary>A Kubernetes quantity of bytes (<c>512Mi</c>).</summary>
    Quantity,

    /// <summary>RFC 3339.</summary>
    Timestamp,

    /// <summary>An absolute http or https address.</summary>
    HttpUrl,
    Base64,
}

/// <summary>What a field of a manifest may hold: one table for validation, for <c>kubectl explain</c> and for OpenAPI.</summary>
public sealed record FieldSchema
{
    public required FieldType Type { get; init; }

    /// <summary>One sentence without a full stop, as shown by <c>kubectl explain</c> and where a required field is missing.</summary>
    public string Description { get; init; } = "";

    public FieldFormat Format { get; init; }

    public bool Required { get; init; }

    /// <summary>The only values allowed; empty for any.</summary>
    public ImmutableArray<string> Enum { get; init; } = [];

    /// <summary>A regular expression that a string must match; null for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>The smallest integer, or the fewest characters or entries.</summary>
    public long? Minimum { get; init; }

    /// <summary>The largest integer.</summary>
    public long? Maximum { get; init; }

    /// <summary>What holds when the field is absent, as shown to people; null where nothing does.</summary>
    public string? Default { get; init; }

    /// <summary>Other names by which the field is accepted.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>True where fields that <see cref="Properties"/> does not list are kept without a word.</summary>
    public bool PreserveUnknown { get; init; }

    /// <summary>True for passwords and keys: never shown by the API.</summary>
    public bool Sensitive { get; init; }

    /// <summary>The fields of an <see cref="FieldType.Object"/>.</summary>
    public ImmutableSortedDictionary<string, FieldSchema> Properties { get; init; } =
        ImmutableSortedDictionary.Create<string, FieldSchema>(StringComparer.Ordinal);

    /// <summary>The schema of each entry of a <see cref="FieldType.List"/> or <see cref="FieldType.Map"/>.</summary>
    public FieldSchema? Items { get; init; }

    /// <summary>The property of this name, or the one that has it as an alias.</summary>
    public FieldSchema? Property(string name) =>
        Properties.TryGetValue(name, out var schema)
            ? schema
            : Properties.Values.FirstOrDefault(candidate => candidate.Aliases.Contains(name));
}

using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Events;
using Fabric.Filters;
using Fabric.Filters.Cesql;
using FsCheck;
using FsCheck.Fluent;

namespace Fabric.Core.Tests.Filters;

/// <summary>Random filters meet random events, next to an evaluator that is too simple to be wrong.</summary>
public sealed class FilterPropertyTests
{
    private static readonly string[] Names = ["id", "source", "type", "subject", "time", "region", "specversion"];
    private static readonly string[] Values = ["a", "b", "ab", "ba", "aab", "ü", "aü", "1.0", "0", "a😀"];

    private static readonly Gen<CloudEvent> Events =
        from values in Gen.ArrayOf(Gen.Elements(Values), 6)
        from present in Gen.ArrayOf(Gen.Elements(true, false), 3)
        select new CloudEvent
        {
            Id = values[0],
            Source = values[1],
            Type = values[2],
            Subject = present[0] ? values[3] : null,
            Time = present[1] ? values[4] : null,
            Extensions = present[2]
                ? ImmutableSortedDictionary.Create<string, string>().Add("region", values[5])
                : ImmutableSortedDictionary<string, string>.Empty,
        };

    [Fact]
    public void A_filter_agrees_with_the_naive_evaluator() =>
        Prop.ForAll(
            Trees(4).ToArbitrary(),
            Events.ToArbitrary(),
            (tree, made) => Parse(tree.Json).Matches(made.ToRecord()) == tree.Passes(made)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_filter_survives_the_wire() =>
        Prop.ForAll(
            Trees(4).ToArbitrary(),
            tree => JsonSerializer.Deserialize<Filter>(JsonSerializer.Serialize(Parse(tree.Json)))!.Equals(Parse(tree.Json)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Cesql_agrees_with_the_dialects_it_can_express() =>
        Prop.ForAll(
            Gen.Elements(Names).ToArbitrary(),
            Gen.Elements(Values).ToArbitrary(),
            Events.ToArbitrary(),
            (name, value, made) =>
                Same($"{name} = '{value}'", Leaf("exact", [name], [value]), made)
                && Same($"{name} IN ('{value}')", Leaf("exact", [name], [value]), made)
                && Same($"{name} LIKE '{value}%'", Leaf("prefix", [name], [value]), made)
                && Same($"CONCAT({name}) LIKE '%{value}'", Leaf("suffix", [name], [value]), made))
            .QuickCheckThrowOnFailure();

    private static bool Same(string cesql, Tree tree, CloudEvent made) =>
        CesqlExpression.Parse(cesql).Expression!.Evaluate(made.ToRecord()).Passes == tree.Passes(made);

    private static Gen<Tree> Trees(int depth)
    {
        var leaf =
            from dialect in Gen.Elements("exact", "prefix", "suffix")
            from names in Gen.Shuffle(Names)
            from count in Gen.Choose(1, 2)
            from values in Gen.ArrayOf(Gen.Elements(Values), 2)
            select Leaf(dialect, names[..count], values);
        if (depth == 0)
            return leaf;
        var node =
            from dialect in Gen.Elements("all", "any", "not")
            from count in Gen.Choose(1, 3)
            from children in Gen.ArrayOf(Trees(depth - 1), count)
            select Node(dialect, children);
        return Gen.Frequency((1, leaf), (2, node));
    }

    private static Tree Leaf(string dialect, string[] names, string[] values) => new(
        $"{{\"{dialect}\":{{{string.Join(',', names.Select((name, index) => $"\"{name}\":\"{values[index]}\""))}}}}}",
        made => names.Index().All(name => Value(made, name.Item) is { } value && dialect switch
        {
            "exact" => value == values[name.Index],
            "prefix" => value.StartsWith(values[name.Index], StringComparison.Ordinal),
            _ => value.EndsWith(values[name.Index], StringComparison.Ordinal),
        }));

    private static Tree Node(string dialect, Tree[] children) => new(
        $"{{\"{dialect}\":[{string.Join(',', children.Select(child => child.Json))}]}}",
        made => dialect switch
        {
            "all" => children.All(child => child.Passes(made)),
            "any" => children.Any(child => child.Passes(made)),
            _ => !children.Any(child => child.Passes(made)),
        });

    private static string? Value(CloudEvent made, string name) => name switch
    {
        "id" => made.Id,
        "source" => made.Source,
        "type" => made.Type,
        "subject" => made.Subject,
        "time" => made.Time,
        "specversion" => made.SpecVersion,
        _ => made.Extensions.GetValueOrDefault(name),
    };

    private static Filter Parse(string json) => FilterParser.Parse(JsonDocument.Parse(json).RootElement, "f").Filter!;

    /// <summary>A filter as JSON, and what it means.</summary>
    private sealed record Tree(string Json, Func<CloudEvent, bool> Passes)
    {
        public override string ToString() => Json;
    }
}

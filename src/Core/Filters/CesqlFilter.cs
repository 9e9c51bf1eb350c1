using System.Text.Json;
using Fabric.Events;
using Fabric.Filters.Cesql;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>
/// <c>cesql</c>, or <c>sql</c> as the Subscriptions API calls it: the expression gives <c>true</c> without an error
/// (CESQL 1.0, section 1.2).
/// </summary>
public sealed class CesqlFilter : Filter
{
    internal CesqlFilter(CesqlExpression expression) => Expression = expression;

    public CesqlExpression Expression { get; }

    public override bool Matches(EventRecord record) => Expression.Evaluate(record).Passes;

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("cesql", Expression.Text);
        writer.WriteEndObject();
    }

    internal static Filter? Parse(JsonElement value, string path, List<Fault> faults, int depth)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            faults.Add(new(path, $"is {JsonKind.Of(value)}; expected a CESQL expression in a string"));
            return null;
        }

        var parsed = CesqlExpression.Parse(value.GetString()!);
        var before = faults.Count;
        if (parsed.Error is { } error)
            faults.Add(new(path, $"does not parse {error}"));
        foreach (var warning in parsed.Warnings)
            faults.Add(new(path, $"can never pass {warning}"));
        if (parsed is { Warnings.IsEmpty: true, Expression.Type: not (null or CesqlType.Boolean) })
        {
            var type = parsed.Expression.Type;
            faults.Add(new(path, $"can never pass: its result is of the type {type}; compare it with something"));
        }

        return faults.Count == before ? new CesqlFilter(parsed.Expression!) : null;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Events;
using Fabric.Filters;
using Fabric.Filters.Cesql;

namespace Fabric.Cli.Filters;

/// <summary>Evaluates an expression or a filter over an event, as a broker would.</summary>
internal sealed class FilterTest(string? expression, Filter? filter, Action<string> note)
{
    private static readonly EventLimits Limits = new();

    /// <summary>Answers <c>{"result":…,"error":…}</c>; what kind of error, in the words of CESQL 1.0, section 3.3.</summary>
    /// <param name="input">An event, or <c>{"expression":…,"event":…}</c>.</param>
    /// <param name="place">Where it came from, for refusals.</param>
    public JsonObject Run(JsonElement input, string place)
    {
        var isPair = input.ValueKind == JsonValueKind.Object && input.TryGetProperty("event", out _) && !input.TryGetProperty("specversion", out _);
        var record = Event(isPair ? input.GetProperty("event") : input, place);
        if (filter is not null)
            return Answer(filter.Matches(record), null);
        var text = isPair && input.TryGetProperty("expression", out var own) && own.ValueKind == JsonValueKind.String
            ? own.GetString()!
            : expression ?? throw new Refusal($"{place}: there is no expression; give --cesql or --filter, or lines of {{\"expression\":…,\"event\":…}}");
        return Cesql(text, record);
    }

    private JsonObject Cesql(string text, EventRecord record)
    {
        var parsed = CesqlExpression.Parse(text);
        if (parsed.Expression is not { } whole)
        {
            note($"{text}: {parsed.Error}");
            return Answer(false, CesqlErrorKind.Parse);
        }

        var result = whole.Evaluate(record);
        if (result.Message is { } message)
            note($"{text}: {message}");
        return Answer(Value(result.Value), result.Error);
    }

    private static JsonNode Value(CesqlValue value) => value.Type switch
    {
        CesqlType.Boolean => value.Boolean,
        CesqlType.Integer => value.Integer,
        _ => value.String,
    };

    private static EventRecord Event(JsonElement json, string place)
    {
        var outcome = JsonEventParser.Parse(JsonSerializer.SerializeToUtf8Bytes(json), Limits);
        return outcome.Events is { Count: 1 } events ? events[0] : throw new Refusal($"{place}: is no event: {outcome.Problem}");
    }

    private static JsonObject Answer(JsonNode result, CesqlErrorKind? error) => new()
    {
        ["result"] = result,
        ["error"] = error is { } kind ? JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()) : null,
    };
}

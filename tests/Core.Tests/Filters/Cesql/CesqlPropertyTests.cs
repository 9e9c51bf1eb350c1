using Fabric.Filters.Cesql;
using FsCheck;
using FsCheck.Fluent;

namespace Fabric.Core.Tests.Filters.Cesql;

public sealed class CesqlPropertyTests
{
    private static readonly string[] Pieces =
    [
        "a", "type", "attempt", "urgent", "missing", "1", "-1", "2147483647", "-2147483648", "'x'", "\"%_\"", "'\\'", "TRUE",
        "(", ")", ",", "AND", "or", "XOR", "NOT", "LIKE", "IN", "EXISTS", "=", "!=", "<>", "<", ">=", "+", "-", "*", "/", "%",
        "LENGTH", "CONCAT(", "SUBSTRING(", "NOSUCH()", "_", "'", "\\", "ü", "😀", "\u0000", "1e5", "9999999999",
    ];

    [Fact]
    public void No_text_makes_parser_or_evaluation_throw() =>
        Prop.ForAll(
            Gen.ListOf(Gen.Elements(Pieces)).Select(pieces => string.Join(' ', pieces)).ToArbitrary(),
            text => IsStable(CesqlExpression.Parse(text))).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_characters_at_all_parse_or_are_refused() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>(),
            text => IsStable(CesqlExpression.Parse(text ?? ""))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_valid_expression_evaluates_and_prints_as_itself() =>
        Prop.ForAll(
            Expressions(5).ToArbitrary(),
            text => CesqlExpression.Parse(text).Expression is not null && IsStable(CesqlExpression.Parse(text)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Parentheses_as_printed_do_not_change_the_result() =>
        Prop.ForAll(
            Expressions(5).ToArbitrary(),
            text =>
            {
                var parsed = CesqlExpression.Parse(text).Expression!;
                var printed = CesqlExpression.Parse(parsed.ToString()).Expression!;
                return parsed.Evaluate(SampleEvents.Typed()) == printed.Evaluate(SampleEvents.Typed());
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_static_type_is_the_type_of_the_result() =>
        Prop.ForAll(
            Expressions(5).ToArbitrary(),
            text =>
            {
                var parsed = CesqlExpression.Parse(text).Expression!;
                return parsed.Type is not { } type || parsed.Evaluate(SampleEvents.Typed()).Value.Type == type;
            }).QuickCheckThrowOnFailure();

    private static bool IsStable(CesqlParseResult parsed)
    {
        if (parsed.Expression is not { } expression)
            return parsed.Error is { Position: > 0, Message.Length: > 0 };
        var result = expression.Evaluate(SampleEvents.Typed());
        return result.Error is null == result.Message is null
            && CesqlExpression.Parse(expression.ToString()).Expression?.ToString() == expression.ToString();
    }

    /// <summary>Valid expressions with as few parentheses as the grammar needs, so that precedence is at work.</summary>
    private static Gen<string> Expressions(int depth)
    {
        var leaf = Gen.Elements("type", "attempt", "urgent", "missing", "7", "-3", "0", "'42'", "'true'", "'x'", "TRUE", "false");
        if (depth == 0)
            return leaf;
        var inner = Expressions(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(operand => $"NOT {operand}"),
            inner.Select(operand => $"- {operand}"),
            inner.Select(operand => $"({operand})"),
            inner.Select(operand => $"{operand} LIKE '%e_'"),
            inner.Select(operand => $"{operand} NOT IN (1, 'x', attempt)"),
            inner.Select(operand => $"LENGTH({operand})"),
            inner.Zip(inner, (left, right) => $"CONCAT_WS({left}, {right}, {left})"),
            inner.Zip(inner, (left, right) => $"SUBSTRING({left}, {right})"),
            from left in inner
            from symbol in Gen.Elements("AND", "OR", "XOR", "=", "<>", "<", ">=", "+", "-", "*", "/", "%")
            from right in inner
            select $"{left} {symbol} {right}");
    }
}

using Fabric.Filters.Cesql;

namespace Fabric.Core.Tests.Filters.Cesql;

public sealed class CesqlFunctionTests
{
    [Theory]
    [InlineData("INT('12')", 12)]
    [InlineData("INT('+12')", 12)]
    [InlineData("INT('-0012')", -12)]
    [InlineData("int(TRUE)", 1)]
    [InlineData("INT(FALSE)", 0)]
    [InlineData("INT('-2147483648')", -2147483648)]
    [InlineData("BOOL('True')", true)]
    [InlineData("BOOL('fALSE')", false)]
    [InlineData("BOOL(-3)", true)]
    [InlineData("BOOL(0)", false)]
    [InlineData("STRING(TRUE)", "true")]
    [InlineData("STRING(-007)", "-7")]
    [InlineData("STRING(attempt)", "42")]
    [InlineData("IS_INT('12')", true)]
    [InlineData("IS_INT('12a')", false)]
    [InlineData("IS_BOOL('TRUE')", true)]
    [InlineData("IS_BOOL('12')", false)]
    [InlineData("ABS(-5)", 5)]
    [InlineData("ABS('-5')", 5)]
    [InlineData("ABS(2147483647)", 2147483647)]
    public void Casts_and_numbers(string expression, object value) => CesqlEvaluationTests.Holds(expression, value);

    [Theory]
    [InlineData("LENGTH('')", 0)]
    [InlineData("LENGTH('ü😀')", 2)]
    [InlineData("LENGTH(12345)", 5)]
    [InlineData("length (TRUE)", 4)]
    [InlineData("CONCAT()", "")]
    [InlineData("CONCAT('a')", "a")]
    [InlineData("CONCAT('a', 1, TRUE)", "a1true")]
    [InlineData("CONCAT_WS('-')", "")]
    [InlineData("CONCAT_WS('-', 'a')", "a")]
    [InlineData("CONCAT_WS('-', 'a', '', 'b')", "a--b")]
    [InlineData("concat_ws(0, 1, 2)", "102")]
    [InlineData("LOWER('ÄbC')", "äbc")]
    [InlineData("UPPER('äBc')", "ÄBC")]
    [InlineData("TRIM('  a b  ')", "a b")]
    [InlineData("TRIM('\t\u00a0\u3000\u2028a\u0085')", "a")]
    [InlineData("TRIM('\u0001a\u200b')", "\u0001a\u200b")]
    [InlineData("LEFT('abc', 2)", "ab")]
    [InlineData("LEFT('abc', 0)", "")]
    [InlineData("LEFT('abc', 9)", "abc")]
    [InlineData("LEFT('😀bc', 2)", "😀b")]
    [InlineData("LEFT(1234, '2')", "12")]
    [InlineData("RIGHT('abc', 2)", "bc")]
    [InlineData("RIGHT('abc', 0)", "")]
    [InlineData("RIGHT('abc', 2147483647)", "abc")]
    [InlineData("RIGHT('ab😀', 2)", "b😀")]
    public void Text(string expression, object value) => CesqlEvaluationTests.Holds(expression, value);

    [Theory]
    [InlineData("SUBSTRING('abcdef', 1)", "abcdef")]
    [InlineData("SUBSTRING('abcdef', 6)", "f")]
    [InlineData("SUBSTRING('abcdef', -2)", "ef")]
    [InlineData("SUBSTRING('abcdef', -6)", "abcdef")]
    [InlineData("SUBSTRING('abcdef', 0)", "")]
    [InlineData("SUBSTRING('', 0)", "")]
    [InlineData("SUBSTRING('a😀c', 2)", "😀c")]
    [InlineData("SUBSTRING('a😀c', -2, 1)", "😀")]
    [InlineData("SUBSTRING('abcdef', 2, 3)", "bcd")]
    [InlineData("SUBSTRING('abcdef', -3, 2)", "de")]
    [InlineData("SUBSTRING('abcdef', 2, 0)", "")]
    [InlineData("SUBSTRING('abcdef', 5, 2147483647)", "ef")]
    [InlineData("SUBSTRING('abcdef', 0, 3)", "")]
    public void Substring_counts_from_one_or_from_the_end(string expression, string value) =>
        CesqlEvaluationTests.Holds(expression, value);

    [Theory]
    [InlineData("LEFT('abc', -1)", "abc")]
    [InlineData("RIGHT('abc', -1)", "abc")]
    [InlineData("SUBSTRING('abc', 4)", "")]
    [InlineData("SUBSTRING('abc', -4)", "")]
    [InlineData("SUBSTRING('', 1)", "")]
    [InlineData("SUBSTRING('abc', -2147483648)", "")]
    [InlineData("SUBSTRING('abc', 4, 1)", "")]
    [InlineData("SUBSTRING('abc', 1, -1)", "")]
    [InlineData("SUBSTRING('abc', 0, -1)", "")]
    public void Arguments_out_of_range_are_a_function_error_beside_a_value(string expression, string value) =>
        CesqlEvaluationTests.Fails(expression, CesqlErrorKind.FunctionEvaluation, value);

    [Theory]
    [InlineData("NOSUCH()")]
    [InlineData("CONCAT_WS()")]
    [InlineData("LENGTH()")]
    [InlineData("LENGTH('a', 'b')")]
    [InlineData("SUBSTRING('a', 1, 2, 3)")]
    [InlineData("NOSUCH(missing) AND TRUE")]
    public void A_call_that_finds_no_function_is_false(string expression) =>
        CesqlEvaluationTests.Fails(expression, CesqlErrorKind.MissingFunction, false);

    [Fact]
    public void A_concatenation_does_not_grow_without_bound()
    {
        var event1 = SampleEvents.With($"big={new string('x', 300_000)}").ToRecord();

        var result = CesqlExpression.Parse("CONCAT(big, big, big, big)").Expression!.Evaluate(event1);

        Assert.Equal(CesqlErrorKind.FunctionEvaluation, result.Error);
    }
}

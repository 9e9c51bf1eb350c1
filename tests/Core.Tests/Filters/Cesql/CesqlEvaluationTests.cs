using Fabric.Filters.Cesql;

namespace Fabric.Core.Tests.Filters.Cesql;

/// <summary>
/// Against an event with type com.example.order.created, source /shop/orders, and the extensions attempt (integer 42),
/// urgent (boolean true) and region (string eu).
/// </summary>
public sealed class CesqlEvaluationTests
{
    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("faLse", false)]
    [InlineData("0", 0)]
    [InlineData("007", 7)]
    [InlineData("+5", 5)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("-2147483648", -2147483648)]
    [InlineData("''", "")]
    [InlineData("\"\"", "")]
    [InlineData("'Mixed Case'", "Mixed Case")]
    [InlineData(@"'it\'s'", "it's")]
    [InlineData(@"""say \""hi\""""", "say \"hi\"")]
    [InlineData(@"'say ""hi""'", "say \"hi\"")]
    [InlineData(@"'a\\b\n'", @"a\\b\n")]
    [InlineData(@"'\""'", @"\""")]
    [InlineData("'grüße 😀'", "grüße 😀")]
    public void A_literal_is_its_value(string expression, object value) => Holds(expression, value);

    [Theory]
    [InlineData("type", "com.example.order.created")]
    [InlineData("SOURCE", "/shop/orders")]
    [InlineData("specversion", "1.0")]
    [InlineData("attempt", 42)]
    [InlineData("urgent", true)]
    [InlineData("region", "eu")]
    [InlineData("EXISTS type", true)]
    [InlineData("exists specversion", true)]
    [InlineData("EXISTS region", true)]
    [InlineData("EXISTS subject", false)]
    [InlineData("EXISTS in", false)]
    [InlineData("NOT EXISTS subject", true)]
    [InlineData("urgent AND attempt = 42 AND region = 'eu'", true)]
    public void An_attribute_has_the_type_its_encoding_gave_it(string expression, object value) => Holds(expression, value);

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("10 - 3 - 2", 5)]
    [InlineData("100 / 5 / 2", 10)]
    [InlineData("100 / (5 / 2)", 50)]
    [InlineData("2 * 7 % 4", 2)]
    [InlineData("7 / 2", 3)]
    [InlineData("-7 / 2", -3)]
    [InlineData("7 % 3", 1)]
    [InlineData("-7 % 3", -1)]
    [InlineData("7 % -3", 1)]
    [InlineData("4-1", 3)]
    [InlineData("4 -1", 3)]
    [InlineData("4 - -1", 5)]
    [InlineData("4+1", 5)]
    [InlineData("--10", 10)]
    [InlineData("- 10", -10)]
    [InlineData("-'3' + '5'", 2)]
    [InlineData("TRUE + TRUE", 2)]
    [InlineData("attempt + 1", 43)]
    [InlineData("-2147483648 % -1", 0)]
    public void Arithmetic_keeps_precedence_and_goes_from_left_to_right(string expression, object value) =>
        Holds(expression, value);

    [Theory]
    [InlineData("1 < 2", true)]
    [InlineData("2 <= 2", true)]
    [InlineData("2 > 2", false)]
    [InlineData("2 >= 3", false)]
    [InlineData("'10' > '9'", true)]
    [InlineData("TRUE > FALSE", true)]
    [InlineData("1 + 1 = 2", true)]
    [InlineData("1 = 1 = TRUE", true)]
    [InlineData("'a' = 'A'", false)]
    [InlineData("'a' != 'b'", true)]
    [InlineData("'a' <> 'a'", false)]
    [InlineData("attempt = '42'", true)]
    [InlineData("'42' = attempt", true)]
    [InlineData("'042' = attempt", true)]
    [InlineData("attempt = '042'", false)]
    [InlineData("urgent = 'true'", true)]
    [InlineData("TRUE = 'true'", true)]
    [InlineData("TRUE = 'TRUE'", false)]
    [InlineData("'TRUE' = TRUE", true)]
    [InlineData("5 = TRUE", true)]
    [InlineData("TRUE = 5", false)]
    [InlineData("TRUE = 1", true)]
    public void The_right_operand_decides_how_equality_is_meant(string expression, bool value) => Holds(expression, value);

    [Theory]
    [InlineData("TRUE AND FALSE", false)]
    [InlineData("TRUE OR FALSE", true)]
    [InlineData("TRUE XOR TRUE", false)]
    [InlineData("TRUE XOR FALSE", true)]
    [InlineData("true or true and false", false)]
    [InlineData("TRUE OR (TRUE AND FALSE)", true)]
    [InlineData("FALSE AND TRUE OR TRUE", true)]
    [InlineData("TRUE XOR TRUE AND FALSE", false)]
    [InlineData("NOT FALSE AND FALSE", false)]
    [InlineData("NOT (FALSE AND FALSE)", true)]
    [InlineData("NOT 0", true)]
    [InlineData("NOT 10", false)]
    [InlineData("NOT 'false'", true)]
    [InlineData("1 AND 'TRUE'", true)]
    [InlineData("FALSE AND 1 / 0 = 0", false)]
    [InlineData("TRUE OR missing", true)]
    [InlineData("FALSE AND NOSUCH()", false)]
    [InlineData("TRUE OR 1/0 = 0 OR missing", true)]
    public void Logic_goes_from_left_to_right_and_skips_what_cannot_matter(string expression, bool value) =>
        Holds(expression, value);

    [Theory]
    [InlineData("'abc' LIKE 'abc'", true)]
    [InlineData("'abc' LIKE 'ABC'", false)]
    [InlineData("'abc' LIKE 'a%'", true)]
    [InlineData("'abc' LIKE '%'", true)]
    [InlineData("'' LIKE '%'", true)]
    [InlineData("'' LIKE ''", true)]
    [InlineData("'' LIKE '_'", false)]
    [InlineData("'abc' LIKE ''", false)]
    [InlineData("'abc' LIKE '%%c'", true)]
    [InlineData("'abc' LIKE '_b_'", true)]
    [InlineData("'abc' LIKE '__'", false)]
    [InlineData("'abcabd' LIKE '%ab_'", true)]
    [InlineData("'abcabd' LIKE '%abc'", false)]
    [InlineData("'aXbXc' LIKE 'a%X%c'", true)]
    [InlineData(@"'100%' LIKE '100\%'", true)]
    [InlineData(@"'1000' LIKE '100\%'", false)]
    [InlineData(@"'a_c' LIKE 'a\_c'", true)]
    [InlineData(@"'abc' LIKE 'a\_c'", false)]
    [InlineData(@"'a\\c' LIKE 'a\\c'", true)]
    [InlineData("'.*' LIKE '.*'", true)]
    [InlineData("'abc' LIKE '.*'", false)]
    [InlineData("'😀b' LIKE '_b'", true)]
    [InlineData("'ü😀' LIKE '%_'", true)]
    [InlineData("'ü' LIKE '__'", false)]
    [InlineData("'x😀y' LIKE '%😀_'", true)]
    [InlineData("42 LIKE '4_'", true)]
    [InlineData("TRUE LIKE 'tr%'", true)]
    [InlineData("attempt LIKE '4%'", true)]
    [InlineData("type LIKE '%.order.%'", true)]
    [InlineData("type NOT LIKE '%.order.%'", false)]
    [InlineData("NOT type LIKE 'false'", null)]
    [InlineData("'abc' LIKE 'a%' LIKE 'true'", true)]
    [InlineData("1 + '12' LIKE '1_'", 2)]
    public void Like_matches_the_whole_text(string expression, object? value)
    {
        // NOT binds tighter than LIKE, so it is the type that is negated there.
        if (value is null)
            Fails(expression, CesqlErrorKind.Cast, false);
        else
            Holds(expression, value);
    }

    [Theory]
    [InlineData("region IN ('us', 'eu')", true)]
    [InlineData("region NOT IN ('us', 'eu')", false)]
    [InlineData("region IN ('us')", false)]
    [InlineData("region IN ('us', region)", true)]
    [InlineData("attempt IN (1, 42)", true)]
    [InlineData("attempt IN ('1', '042')", true)]
    [InlineData("'042' IN (42)", false)]
    [InlineData("'42' IN (42)", true)]
    [InlineData("TRUE IN ('true')", true)]
    [InlineData("'true' IN (TRUE)", true)]
    [InlineData("'TRUE' IN (TRUE)", false)]
    [InlineData("5 IN (5, 'five')", true)]
    [InlineData("2 IN (1 + 1)", true)]
    [InlineData("1 + 1 IN (1)", 2)]
    [InlineData("1 IN (1) IN (TRUE)", true)]
    public void In_casts_the_elements_to_the_left_operand(string expression, object value) => Holds(expression, value);

    [Theory]
    [InlineData("missing", false)]
    [InlineData("missing = ''", false)]
    [InlineData("missing != ''", false)]
    [InlineData("TRUE AND (missing = '')", false)]
    [InlineData("missing * 5", 0)]
    [InlineData("1 / missing", 0)]
    [InlineData("-missing", 0)]
    [InlineData("NOT missing", false)]
    [InlineData("missing LIKE '%'", false)]
    [InlineData("missing NOT LIKE '%'", false)]
    [InlineData("missing IN ('')", false)]
    [InlineData("missing NOT IN ('')", false)]
    [InlineData("'x' NOT IN (missing)", false)]
    [InlineData("missing < 5", false)]
    [InlineData("missing AND TRUE", false)]
    [InlineData("TRUE XOR missing", false)]
    [InlineData("LENGTH(missing)", 0)]
    [InlineData("UPPER(missing)", "")]
    [InlineData("IS_INT(missing)", false)]
    public void A_missing_attribute_gives_the_zero_value_of_the_operation(string expression, object value) =>
        Fails(expression, CesqlErrorKind.MissingAttribute, value);

    [Theory]
    [InlineData("5 / 0", 0)]
    [InlineData("5 % 0", 0)]
    [InlineData("2147483647 + 1", 0)]
    [InlineData("-2147483648 - 1", 0)]
    [InlineData("65536 * 65536", 0)]
    [InlineData("-2147483648 / -1", 0)]
    [InlineData("-(-2147483648)", 0)]
    [InlineData("ABS(-2147483648)", 2147483647)]
    [InlineData("TRUE AND 1 / 0 = 0", false)]
    [InlineData("1 / 0 + 5", 0)]
    public void Arithmetic_that_has_no_result_is_a_math_error(string expression, object value) =>
        Fails(expression, CesqlErrorKind.Math, value);

    [Theory]
    [InlineData("INT('abc')", 0)]
    [InlineData("INT('')", 0)]
    [InlineData("INT('+')", 0)]
    [InlineData("INT(' 1')", 0)]
    [InlineData("INT('1.5')", 0)]
    [InlineData("INT('2147483648')", 0)]
    [InlineData("INT('99999999999999999999999')", 0)]
    [InlineData("BOOL('yes')", false)]
    [InlineData("BOOL('')", false)]
    [InlineData("NOT 'maybe'", false)]
    [InlineData("'abc' = 5", false)]
    [InlineData("'abc' = TRUE", false)]
    [InlineData("region = 5", false)]
    [InlineData("'abc' + 1", 0)]
    [InlineData("region < 'us'", false)]
    [InlineData("TRUE AND 'x'", false)]
    [InlineData("5 IN ('five', 5)", false)]
    [InlineData("LEFT('abc', 'x')", "")]
    public void A_value_that_cannot_be_cast_is_a_cast_error(string expression, object value) =>
        Fails(expression, CesqlErrorKind.Cast, value);

    [Fact]
    public void The_message_of_an_error_names_the_value() =>
        Assert.Equal("'eu' is no 32-bit integer", Evaluate("region < 5").Message);

    [Theory]
    [InlineData("urgent", true)]
    [InlineData("attempt", false)]
    [InlineData("region", false)]
    [InlineData("missing != 'x'", false)]
    [InlineData("1 = 1", true)]
    public void Only_true_without_an_error_passes(string expression, bool passes) =>
        Assert.Equal(passes, Evaluate(expression).Passes);

    internal static void Holds(string expression, object value)
    {
        var result = Evaluate(expression);
        Assert.Null(result.Error);
        Assert.Null(result.Message);
        Assert.Equal(value, Plain(result.Value));
    }

    internal static void Fails(string expression, CesqlErrorKind error, object value)
    {
        var result = Evaluate(expression);
        Assert.Equal(error, result.Error);
        Assert.NotEmpty(result.Message!);
        Assert.Equal(value, Plain(result.Value));
    }

    private static CesqlResult Evaluate(string expression)
    {
        var parsed = CesqlExpression.Parse(expression);
        Assert.Null(parsed.Error);
        return parsed.Expression!.Evaluate(SampleEvents.Typed());
    }

    private static object Plain(CesqlValue value) => value.Type switch
    {
        CesqlType.Boolean => value.Boolean,
        CesqlType.Integer => value.Integer,
        _ => value.String,
    };
}

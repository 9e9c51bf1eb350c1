using Fabric.Filters.Cesql;

namespace Fabric.Core.Tests.Filters.Cesql;

public sealed class CesqlParserTests
{
    [Theory]
    [InlineData("", 1, "found the end of the expression")]
    [InlineData("   ", 4, "found the end of the expression")]
    [InlineData("ABC(", 5, "found the end of the expression")]
    [InlineData("(1 + 2", 7, "expected ')' for the '(' at position 1")]
    [InlineData("1 + ", 5, "found the end of the expression")]
    [InlineData("1 2", 3, "expected an operator or the end of the expression, found '2'")]
    [InlineData("* 2", 1, "found '*'")]
    [InlineData("TRUE)", 5, "found ')'")]
    [InlineData("type = 'a", 8, "the string has no closing '")]
    [InlineData(@"type = 'a\'", 8, "the string has no closing '")]
    [InlineData("'a''b'", 4, "a quote inside a string is written with a backslash before it")]
    [InlineData("type == 'a'", 7, "found '='")]
    [InlineData("a ! b", 3, "write != or NOT")]
    [InlineData("a && b", 3, "'&' has no meaning here")]
    [InlineData("ce-type = 'x' ; 1", 15, "';' has no meaning here")]
    [InlineData("x LIKE 123", 8, "expected the pattern of LIKE, a string in quotes, found '123'")]
    [InlineData("x LIKE CONCAT('a')", 8, "expected the pattern of LIKE")]
    [InlineData("x NOT 'a'", 7, "expected LIKE or IN after NOT")]
    [InlineData("x IN ()", 7, "found ')'")]
    [InlineData("x IN 'a'", 6, "expected '('")]
    [InlineData("x IN ('a',)", 11, "found ')'")]
    [InlineData("x IN ('a' 'b')", 11, "expected ')' for the '(' at position 6")]
    [InlineData("EXISTS", 7, "expected the name of an attribute after EXISTS")]
    [InlineData("EXISTS 'type'", 8, "expected the name of an attribute after EXISTS")]
    [InlineData("EXISTS (type)", 8, "expected the name of an attribute after EXISTS")]
    [InlineData("my_ext = 1", 1, "'my_ext' is no attribute name")]
    [InlineData("F1(1)", 1, "'F1' is no function name")]
    [InlineData("_F(1)", 1, "'_F' is no function name")]
    [InlineData("+ 5", 1, "'+' is no prefix")]
    [InlineData("+type", 1, "'+' is no prefix")]
    [InlineData("2147483648", 1, "2147483648 is no 32-bit integer")]
    [InlineData("- 2147483648", 3, "2147483648 is no 32-bit integer")]
    [InlineData("-2147483649", 1, "-2147483649 is no 32-bit integer")]
    [InlineData("1.5 = x", 2, "'.' has no meaning here")]
    [InlineData("type = AND", 8, "found 'AND'")]
    [InlineData("LENGTH('a',)", 12, "found ')'")]
    public void What_does_not_parse_is_told_with_its_position(string expression, int position, string message)
    {
        var parsed = CesqlExpression.Parse(expression);

        Assert.Null(parsed.Expression);
        Assert.Equal(position, parsed.Error!.Position);
        Assert.Contains(message, parsed.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LENGHT(type) = 5", 1, "there is no function LENGHT (did you mean 'LENGTH'?)")]
    [InlineData("TRUE and frobnicate(1)", 10, "there is no function FROBNICATE")]
    [InlineData("LEFT('abc') = 'a'", 1, "the function LEFT does not take 1 arguments")]
    public void A_call_of_an_unknown_function_parses_with_a_warning(string expression, int position, string message)
    {
        var parsed = CesqlExpression.Parse(expression);

        Assert.NotNull(parsed.Expression);
        Assert.Equal(new CesqlProblem(position, message), Assert.Single(parsed.Warnings));
    }

    [Theory]
    [InlineData("int(hop)<int(ttl)and hop<>3", "(INT(hop) < INT(ttl)) AND (hop != 3)")]
    [InlineData("a or b and c", "a OR b AND c")]
    [InlineData("a or (b and c)", "a OR (b AND c)")]
    [InlineData("not a like 'x'", "(NOT a) LIKE 'x'")]
    [InlineData("not exists a", "NOT (EXISTS a)")]
    [InlineData("-a in (1, 2)", "(-(a)) IN (1, 2)")]
    [InlineData("1-2-3", "1 - 2 - 3")]
    [InlineData("1+2*3", "1 + (2 * 3)")]
    [InlineData("1*2+3", "(1 * 2) + 3")]
    [InlineData("a + b LIKE '1'", "a + (b LIKE '1')")]
    [InlineData("a = b < c", "(a = b) < c")]
    [InlineData(@"""a\""b"" not in ('c')", @"""a\""b"" NOT IN ('c')")]
    public void An_expression_prints_as_it_was_understood(string expression, string printed)
    {
        var parsed = CesqlExpression.Parse(expression).Expression!;

        Assert.Equal(printed, parsed.ToString());
        Assert.Equal(parsed.ToString(), CesqlExpression.Parse(parsed.ToString()).Expression!.ToString());
    }

    [Theory]
    [InlineData("type = 'a'", CesqlType.Boolean)]
    [InlineData("EXISTS a", CesqlType.Boolean)]
    [InlineData("1 + a", CesqlType.Integer)]
    [InlineData("-a", CesqlType.Integer)]
    [InlineData("UPPER(a)", CesqlType.String)]
    [InlineData("'a'", CesqlType.String)]
    [InlineData("a", null)]
    [InlineData("(a)", null)]
    public void The_type_of_the_result_is_known_where_no_attribute_decides_it(string expression, CesqlType? type) =>
        Assert.Equal(type, CesqlExpression.Parse(expression).Expression!.Type);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("NOT ", "")]
    [InlineData("- ", "")]
    [InlineData("ABS(", ")")]
    [InlineData("1 IN (", ")")]
    [InlineData("", " = 1")]
    [InlineData("", " LIKE 'a'")]
    public void Nesting_has_a_limit(string open, string close)
    {
        var parsed = CesqlExpression.Parse(Nested(101));

        Assert.Contains("nested more than 100 deep", parsed.Error!.Message, StringComparison.Ordinal);
        Assert.Null(CesqlExpression.Parse(Nested(99)).Error);

        string Nested(int depth) =>
            string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
    }

    [Fact]
    public void Operators_in_a_row_do_not_count_as_nesting()
    {
        var sum = CesqlExpression.Parse(string.Join('+', Enumerable.Repeat("1", 3000))).Expression!;
        var any = CesqlExpression.Parse(string.Join(" OR ", Enumerable.Repeat("id = 'x'", 1000)) + " OR TRUE").Expression!;

        Assert.Equal(3000, sum.Evaluate(SampleEvents.Typed()).Value.Integer);
        Assert.True(any.Evaluate(SampleEvents.Typed()).Passes);
    }

    [Fact]
    public void Length_has_a_limit()
    {
        var parsed = CesqlExpression.Parse($"'{new string('x', CesqlExpression.MaxLength)}'");

        Assert.Equal("the expression has 16386 characters; 16384 are allowed", parsed.Error!.Message);
    }
}

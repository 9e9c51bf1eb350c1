using System.Collections.Immutable;

namespace Fabric.Filters.Cesql;

/// <summary>
/// A recursive descent parser of CESQL 1.0, sections 2 and 3.6: one method for each level of precedence, from the
/// loosest binding to the tightest. A method answers null once the expression has a problem.
/// </summary>
internal sealed class CesqlParser(string text)
{
    private readonly List<CesqlProblem> _warnings = [];
    private List<CesqlToken> _tokens = [];
    private CesqlProblem? _problem;
    private int _next;
    private int _nesting;

    private CesqlToken Current => _tokens[_next];

    public CesqlParseResult Parse()
    {
        if (CesqlLexer.Split(text, out _problem) is not { } tokens)
            return new(null, _problem, []);
        _tokens = tokens;
        var root = ParseLogic();
        if (root is not null && Current.Kind != CesqlTokenKind.End)
            root = Fail(Current, $"expected an operator or the end of the expression, found {Current}{QuoteHint()}");
        return root is null ? new(null, _problem, []) : new(new CesqlExpression(text, root), null, [.. _warnings]);
    }

    // AND, OR and XOR share one precedence and are taken from left to right: a OR b AND c is (a OR b) AND c.
    private CesqlNode? ParseLogic()
    {
        if (++_nesting > CesqlExpression.MaxDepth)
            return TooDeep(Current);
        var node = ParseChain(ParseComparison, ["AND", "OR", "XOR"], (first, links) => new LogicNode(first, links));
        _nesting--;
        return node;
    }

    private CesqlNode? ParseComparison()
    {
        var left = ParseSum();
        while (left is not null && Current.Kind == CesqlTokenKind.Symbol
            && Current.Text is "=" or "!=" or "<>" or "<" or "<=" or ">" or ">=")
        {
            var symbol = Take();
            if (ParseSum() is not { } right)
                return null;
            left = Limited(symbol, symbol.Text switch
            {
                "=" => new EqualNode(left, right, negated: false),
                "!=" or "<>" => new EqualNode(left, right, negated: true),
                _ => new OrderNode(left, symbol.Text, right),
            });
        }

        return left;
    }

    private CesqlNode? ParseSum() =>
        ParseChain(ParseProduct, ["+", "-"], (first, links) => new ArithmeticNode(first, links));

    private CesqlNode? ParseProduct() =>
        ParseChain(ParseTest, ["*", "/", "%"], (first, links) => new ArithmeticNode(first, links));

    private CesqlNode? ParseChain(
        Func<CesqlNode?> parseOperand, string[] operators, Func<CesqlNode, ImmutableArray<ChainLink>, CesqlNode> make)
    {
        if (parseOperand() is not { } first)
            return null;
        var begin = Current;
        var links = ImmutableArray.CreateBuilder<ChainLink>();
        while (operators.Any(Current.Is))
        {
            var symbol = Take().Text;
            if (parseOperand() is not { } operand)
                return null;
            links.Add(new(symbol, operand));
        }

        return links.Count == 0 ? first : Limited(begin, make(first, links.ToImmutable()));
    }

    // LIKE and IN bind tighter than arithmetic, and looser than NOT and the minus sign.
    private CesqlNode? ParseTest()
    {
        var left = ParsePrefix();
        while (left is not null && (Current.Is("NOT") || Current.Is("LIKE") || Current.Is("IN")))
        {
            var begin = Current;
            var negated = TakeIf("NOT");
            if (TakeIf("LIKE"))
                left = ParsePattern() is { } pattern ? Limited(begin, new LikeNode(left, pattern, negated)) : null;
            else if (TakeIf("IN"))
                left = ParseList(Current) is { } set ? Limited(begin, new InNode(left, set, negated)) : null;
            else
                return Fail(Current, $"expected LIKE or IN after NOT, found {Current}");
        }

        return left;
    }

    private LiteralNode? ParsePattern()
    {
        if (Current.Kind == CesqlTokenKind.String)
            return Literal(Take());
        Fail(Current, $"expected the pattern of LIKE, a string in quotes, found {Current}");
        return null;
    }

    private CesqlNode? ParsePrefix()
    {
        if (!Current.Is("NOT") && !Current.Is("-") && !Current.Is("+"))
            return ParseOperand();
        var prefix = Take();
        var adjacent = Current.Start == prefix.Start + 1 && Current.Kind == CesqlTokenKind.Integer;
        if (adjacent)
            return Integer(prefix, prefix.Text + Take().Text);
        if (prefix.Is("+"))
            return Fail(prefix, "'+' is no prefix; it stands between two operands or right before digits");
        if (++_nesting > CesqlExpression.MaxDepth)
            return TooDeep(prefix);
        var operand = ParsePrefix();
        _nesting--;
        return operand is null
            ? null
            : Limited(prefix, prefix.Is("NOT") ? new NotNode(operand) : new NegateNode(operand));
    }

    private CesqlNode? ParseOperand()
    {
        var token = Take();
        switch (token.Kind)
        {
            case CesqlTokenKind.String:
                return Literal(token);
            case CesqlTokenKind.Integer:
                return Integer(token, token.Text);
            case CesqlTokenKind.Name:
                return Current.Is("(") ? ParseCall(token) : Attribute(token);
            case CesqlTokenKind.Keyword when token.Text is "TRUE" or "FALSE":
                return new LiteralNode(CesqlValue.Of(token.Text == "TRUE"));
            case CesqlTokenKind.Keyword when token.Text is "EXISTS":
                return ParseExists();
            case CesqlTokenKind.Symbol when token.Text is "(":
                var node = ParseLogic();
                return node is null || Close(token) ? node : null;
            default:
                return Fail(token, $"expected a value, an attribute or a function, found {token}");
        }
    }

    private ExistsNode? ParseExists()
    {
        // A reserved word can only be an attribute here, so it may be asked for.
        var token = Take();
        if (token.Kind is CesqlTokenKind.Name or CesqlTokenKind.Integer or CesqlTokenKind.Keyword)
            return Attribute(token) is { } attribute ? new ExistsNode(attribute) : null;
        Fail(token, $"expected the name of an attribute after EXISTS, found {token}");
        return null;
    }

    private CesqlNode? ParseCall(CesqlToken name)
    {
        if (name.Text.Any(char.IsAsciiDigit) || name.Text[0] == '_')
            return Fail(name, $"{name} is no function name; names begin with a letter and have letters and '_' only");
        ImmutableArray<CesqlNode>? arguments = ImmutableArray<CesqlNode>.Empty;
        if (_tokens[_next + 1].Is(")"))
            _next += 2;
        else
            arguments = ParseList(Current);
        if (arguments is not { } list)
            return null;
        var function = CesqlFunctions.Find(name.Text, list.Length);
        if (function is null)
            _warnings.Add(new(name.Start + 1, CesqlFunctions.Missing(name.Text, list.Length)));
        return Limited(name, new FunctionNode(name.Text.ToUpperInvariant(), function, list));
    }

    private ImmutableArray<CesqlNode>? ParseList(CesqlToken open)
    {
        if (!TakeIf("("))
        {
            Fail(open, $"expected '(', found {open}");
            return null;
        }

        var nodes = ImmutableArray.CreateBuilder<CesqlNode>();
        do
        {
            if (ParseLogic() is not { } node)
                return null;
            nodes.Add(node);
        }
        while (TakeIf(","));
        return Close(open) ? nodes.ToImmutable() : null;
    }

    private AttributeNode? Attribute(CesqlToken token)
    {
        if (!token.Text.Contains('_', StringComparison.Ordinal))
            return new AttributeNode(token.Text.ToLowerInvariant());
        Fail(token, $"{token} is no attribute name; names have letters and digits only");
        return null;
    }

    private CesqlNode? Integer(CesqlToken token, string digits) => CesqlCast.TryParse(digits, out var value)
        ? new LiteralNode(CesqlValue.Of(value))
        : Fail(token, $"{digits} is no 32-bit integer");

    private static LiteralNode Literal(CesqlToken token)
    {
        var quote = token.Text[..1];
        return new(CesqlValue.Of(token.Text[1..^1].Replace("\\" + quote, quote, StringComparison.Ordinal)), token.Text);
    }

    private bool Close(CesqlToken open)
    {
        if (TakeIf(")"))
            return true;
        Fail(Current, $"expected ')' for the '(' at position {open.Start + 1}, found {Current}{QuoteHint()}");
        return false;
    }

    private CesqlToken Take() => Current.Kind == CesqlTokenKind.End ? Current : _tokens[_next++];

    private bool TakeIf(string text)
    {
        var taken = Current.Is(text);
        if (taken)
            _next++;
        return taken;
    }

    private CesqlNode? Limited(CesqlToken at, CesqlNode node) =>
        node.Depth <= CesqlExpression.MaxDepth ? node : TooDeep(at);

    private CesqlNode? TooDeep(CesqlToken at) =>
        Fail(at, $"the expression is nested more than {CesqlExpression.MaxDepth} deep; split it into several filters");

    // 'it''s', as other dialects of SQL have it.
    private string QuoteHint() =>
        Current.Kind == CesqlTokenKind.String && _next > 0 && _tokens[_next - 1].Kind == CesqlTokenKind.String
            ? "; a quote inside a string is written with a backslash before it"
            : "";

    private CesqlNode? Fail(CesqlToken at, string message)
    {
        _problem ??= new(at.Start + 1, message);
        return null;
    }
}

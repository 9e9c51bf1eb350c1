using System.Collections.Immutable;
using System.Text;

namespace Fabric.Transformations;

/// <summary>Cuts the text of a <see cref="ValueTemplate"/> into text, variables and conditional groups.</summary>
internal sealed class TemplateParser
{
    private const int DeepestGroup = 32;

    private readonly Stack<Level> _levels = new([new Level()]);

    private Level Current => _levels.Peek();

    /// <param name="text">The template.</param>
    /// <param name="variables">The names that stand for something, the longest first.</param>
    /// <param name="problem">What is wrong; null where nothing is.</param>
    public static ImmutableArray<ValueTemplate.Part> Parse(string text, IReadOnlyList<string> variables, out string? problem)
    {
        problem = null;
        var parser = new TemplateParser();
        for (var position = 0; position < text.Length && problem is null;)
        {
            position += parser.Take(text, position, variables);
            if (parser._levels.Count > DeepestGroup)
                problem = $"has parentheses nested deeper than {DeepestGroup}";
        }

        // What was never closed is text.
        while (parser._levels.Count > 1)
            parser.Unwrap(parser._levels.Pop(), closed: false);
        return parser.Current.Close();
    }

    private int Take(string text, int position, IReadOnlyList<string> variables)
    {
        var rest = text.AsSpan(position);
        foreach (var name in variables)
        {
            if (rest.StartsWith(name, StringComparison.Ordinal))
            {
                Current.Add(new ValueTemplate.Variable(name));
                return name.Length;
            }
        }

        switch (rest)
        {
            case ['\\', '(' or ')', ..]:
                Current.Text.Append(rest[1]);
                return 2;
            case ['(', ..]:
                _levels.Push(new Level());
                return 1;
            case [')', ..] when _levels.Count > 1:
                Close();
                return 1;
            default:
                Current.Text.Append(rest[0]);
                return 1;
        }
    }

    private void Close()
    {
        var level = _levels.Pop();
        if (level.NamesVariable)
            Current.Add(new ValueTemplate.Group(level.Close()));
        else
            Unwrap(level, closed: true);
    }

    private void Unwrap(Level level, bool closed)
    {
        Current.Text.Append('(');
        foreach (var part in level.Close())
        {
            if (part is ValueTemplate.Literal literal)
                Current.Text.Append(literal.Text);
            else
                Current.Add(part);
        }

        if (closed)
            Current.Text.Append(')');
    }

    private sealed class Level
    {
        private readonly ImmutableArray<ValueTemplate.Part>.Builder _parts = ImmutableArray.CreateBuilder<ValueTemplate.Part>();

        public StringBuilder Text { get; } = new();

        public bool NamesVariable => _parts.Any(part => part is ValueTemplate.Variable);

        public void Add(ValueTemplate.Part part)
        {
            EndText();
            _parts.Add(part);
        }

        public ImmutableArray<ValueTemplate.Part> Close()
        {
            EndText();
            return _parts.ToImmutable();
        }

        private void EndText()
        {
            if (Text.Length > 0)
                _parts.Add(new ValueTemplate.Literal(Text.ToString()));
            Text.Clear();
        }
    }
}

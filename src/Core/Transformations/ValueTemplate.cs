using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Fabric.Transformations;

/// <summary>
/// The value that <c>add</c> writes: text in which the names of variables stand for what they hold. The name of a variable
/// alone stands for its value, whatever type that is. What is in parentheses around a variable is left out where the
/// variable holds nothing, and so are the parentheses where it does; <c>\(</c> and <c>\)</c> are parentheses themselves.
/// </summary>
internal sealed class ValueTemplate
{
    private readonly string _text;
    private readonly ImmutableArray<Part> _parts;

    private ValueTemplate(string text, ImmutableArray<Part> parts) => (_text, _parts) = (text, parts);

    /// <summary>True where the value is the same for every event.</summary>
    public bool IsFixed => _parts.IsEmpty;

    /// <summary>A template that names these parts; text without variables is taken as it is.</summary>
    public static ValueTemplate Parse(string text, IReadOnlyList<string> variables, out string? problem)
    {
        var parts = TemplateParser.Parse(text, variables, out problem);
        return new(text, parts.Any(part => part is Variable or Group) ? parts : []);
    }

    /// <summary>The value for one event.</summary>
    public JsonNode? Value(Variables variables, WorkBounds bounds)
    {
        if (_parts is [Variable only] && variables.Take(only.Name, bounds) is { } value)
            return value;
        var text = _text;
        if (!IsFixed)
        {
            var built = new StringBuilder();
            foreach (var part in _parts)
                part.Write(built, variables, bounds);
            text = built.ToString();
        }

        return bounds.Take(text.Length) ? JsonValue.Create(text) : null;
    }

    internal abstract record Part
    {
        public abstract void Write(StringBuilder target, Variables variables, WorkBounds bounds);
    }

    internal sealed record Literal(string Text) : Part
    {
        public override void Write(StringBuilder target, Variables variables, WorkBounds bounds) => target.Append(Text);
    }

    internal sealed record Variable(string Name) : Part
    {
        public override void Write(StringBuilder target, Variables variables, WorkBounds bounds)
        {
            if (bounds.Problem is null && (variables.Text(Name) ?? Name) is var text && bounds.Take(text.Length))
                target.Append(text);
        }
    }

    internal sealed record Group(ImmutableArray<Part> Parts) : Part
    {
        public override void Write(StringBuilder target, Variables variables, WorkBounds bounds)
        {
            if (Parts.Any(part => part is Variable { Name: var name } && variables.Text(name) is null))
                return;
            foreach (var part in Parts)
                part.Write(target, variables, bounds);
        }
    }
}

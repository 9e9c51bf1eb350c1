using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fabric.Edge.Api;

/// <summary>Kubernetes' label selector: <c>a=b,c!=d,e in (x,y),f notin (z),g,!h</c>.</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Func<IReadOnlyDictionary<string, string>, bool>> _terms = [];

    public static LabelSelector Everything { get; } = new();

    public bool IsEverything => _terms.Count == 0;

    public static bool TryParse(string text, out LabelSelector selector, out string fault)
    {
        selector = new LabelSelector();
        fault = "";
        foreach (var term in Split(text))
        {
            if (selector.TryAdd(term))
                continue;
            fault = $"unable to parse requirement: \"{term}\"; write key=value, key!=value, key in (a,b), key notin (a,b), key or !key";
            return false;
        }

        return true;
    }

    public bool Matches(IReadOnlyDictionary<string, string> labels) => _terms.TrueForAll(term => term(labels));

    private bool TryAdd(string term)
    {
        if (SetTerm().Match(term) is { Success: true } set)
        {
            var (key, values) = (set.Groups["key"].Value, set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries).ToImmutableHashSet());
            var isIn = set.Groups["operator"].Value == "in";
            _terms.Add(labels => isIn == (labels.TryGetValue(key, out var value) && values.Contains(value)));
            return true;
        }

        if (EqualTerm().Match(term) is { Success: true } equal)
        {
            var (key, expected) = (equal.Groups["key"].Value, equal.Groups["value"].Value);
            var isEqual = equal.Groups["operator"].Value[0] == '=';
            _terms.Add(labels => isEqual == (labels.TryGetValue(key, out var value) && value == expected));
            return true;
        }

        if (ExistsTerm().Match(term) is not { Success: true } exists)
            return false;
        var (name, wanted) = (exists.Groups["key"].Value, exists.Groups["not"].Length == 0);
        _terms.Add(labels => labels.ContainsKey(name) == wanted);
        return true;
    }

    /// <summary>Splits at commas that are not in parentheses.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '(')
                depth++;
            else if (i < text.Length && text[i] == ')')
                depth--;
            else if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (i > start || text.Length > 0)
                    yield return text[start..i].Trim();
                start = i + 1;
            }
        }
    }

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s+(?<operator>in|notin)\s*\((?<values>[^()]*)\)\z")]
    private static partial Regex SetTerm();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s*(?<operator>==|=|!=)\s*(?<value>[\w.-]*)\z")]
    private static partial Regex EqualTerm();

    [GeneratedRegex(@"^(?<not>!?)\s*(?<key>[\w./-]+)\z")]
    private static partial Regex ExistsTerm();
}

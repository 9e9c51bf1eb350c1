using System.Text.RegularExpressions;
using Fabric.Resources;

namespace Fabric.Edge.Api;

/// <summary>Kubernetes' field selector for the two fields that every kind has: name and namespace.</summary>
internal sealed partial class FieldSelector
{
    private readonly List<Func<ResourceKey, bool>> _terms = [];

    public static bool TryParse(string text, out FieldSelector selector, out string fault)
    {
        selector = new FieldSelector();
        fault = "";
        foreach (var term in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var match = Term().Match(term);
            if (!match.Success)
                fault = $"invalid field selector \"{term}\"; write metadata.name=NAME";
            else if (match.Groups["field"].Value is not ("metadata.name" or "metadata.namespace"))
                fault = $"field label not supported: {match.Groups["field"].Value}; metadata.name and metadata.namespace are";
            if (fault.Length > 0)
                return false;
            selector.Add(match.Groups["field"].Value, match.Groups["operator"].Value[0] == '=', match.Groups["value"].Value);
        }

        return true;
    }

    public bool Matches(ResourceKey key) => _terms.TrueForAll(term => term(key));

    private void Add(string field, bool isEqual, string value) =>
        _terms.Add(key => ((field == "metadata.name" ? key.Name : key.Namespace) == value) == isEqual);

    [GeneratedRegex(@"^(?<field>[\w.\[\]-]+)\s*(?<operator>==|=|!=)\s*(?<value>\S*)\z")]
    private static partial Regex Term();
}

using System.Text;
using Fabric.Events;

namespace Fabric.Transformations;

/// <summary>Which keys the context of an event has: the attributes of CloudEvents, and <c>Extensions.NAME</c>; capitals do not count.</summary>
internal static class ContextKeys
{
    public const string Extensions = "Extensions";

    private static readonly string[] Attributes = ["id", "source", "type", "subject", "time", "dataschema", "datacontenttype"];

    private static readonly string Known = string.Join(", ", Attributes);

    /// <summary>The attributes in the order in which events have them.</summary>
    public static IReadOnlyList<string> All => Attributes;

    /// <summary>The key as the context has it; null with what is wrong.</summary>
    /// <param name="path">The key as it is written.</param>
    /// <param name="writes">True for a key that is written to.</param>
    /// <param name="problem">What is wrong; null where nothing is.</param>
    public static KeyPath? Find(KeyPath path, bool writes, out string? problem)
    {
        problem = null;
        if (path.IsRoot)
            problem = writes ? $"is the whole context; name an attribute: {Known}, or Extensions.NAME" : null;
        else if (path.Steps[0].Name is not { } name)
            problem = $"begins with an index; name an attribute: {Known}, or Extensions.NAME";
        else if (name.Equals(Extensions, StringComparison.OrdinalIgnoreCase))
            return Extension(path, writes, out problem);
        else if (Attributes.FirstOrDefault(each => each.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } attribute)
            problem = $"is not a context attribute; write one of {Known}, or Extensions.NAME";
        else if (path.Steps.Length > 1)
            problem = $"has something behind {attribute}, which is one value";
        else
            return path with { Steps = [new(attribute)] };
        return problem is null ? path : null;
    }

    private static KeyPath? Extension(KeyPath path, bool writes, out string? problem)
    {
        problem = null;
        if (path.Steps.Length == 1)
        {
            problem = writes ? "needs the name of an extension attribute, as Extensions.mine" : null;
            return problem is null ? path with { Steps = [new(Extensions)] } : null;
        }

        var name = path.Steps[1].Name?.ToLowerInvariant() ?? "";
        if (path.Steps.Length > 2 || path.Steps[1].Name is null)
            problem = "has something behind the name of an extension attribute, which is one value";
        else if (AttributeRules.CheckName(Encoding.UTF8.GetBytes(name)) is not null)
            problem = $"has the extension name \"{name}\"; use letters and digits only, at most {AttributeRules.LongestName}";
        else if (Attributes.Contains(name) || name is "specversion")
            problem = $"is not an extension attribute; {(name == "specversion" ? "it cannot be changed" : $"write {name}")}";
        else if (name is "knativebrokerttl")
            problem = "counts the brokers that an event has passed, and cannot be changed";
        return problem is null ? path with { Steps = [new(Extensions), new(name)] } : null;
    }
}

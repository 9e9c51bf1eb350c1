using System.Text;
using Fabric.Events;
using Fabric.Resources.Validation;

namespace Fabric.Transformations;

/// <summary>Finds values that no event may have, where the manifest says them in full.</summary>
internal static class AttributeFaults
{
    /// <summary>What is wrong; null where nothing is. An empty value takes an optional attribute away.</summary>
    public static string? Of(KeyPath attribute, string value)
    {
        var name = attribute.Steps[^1].Name!;
        if (value.Length == 0)
            return name is "id" or "source" or "type" ? $"is empty, but no event may be without {name}" : null;
        var problem = AttributeRules.CheckValue(AttributeNames.CodeOf(Encoding.UTF8.GetBytes(name)), Encoding.UTF8.GetBytes(value));
        return problem is null ? null : $"{Shown.Quote(value)} {problem}";
    }
}

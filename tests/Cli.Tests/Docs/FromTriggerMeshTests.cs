using System.Text.RegularExpressions;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Tests.Docs;

/// <summary>The migration page says what the product knows, field by field, and nothing else.</summary>
public sealed partial class FromTriggerMeshTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Docs", "from-triggermesh.md"));

    public static TheoryData<string> TriggerMeshKinds =>
        [.. KindRegistry.All.Where(kind => kind.Group.EndsWith("triggermesh.io", StringComparison.Ordinal)).Select(kind => kind.Kind)];

    [Theory]
    [MemberData(nameof(TriggerMeshKinds))]
    public void Every_field_of_a_kind_of_TriggerMesh_is_told_and_every_field_told_exists(string name)
    {
        var section = Page.Split($"\n### {name}\n") is [_, var rest] ? rest.Split("\n#")[0] : "";
        var told = Row().Matches(section).Select(row => row.Groups["field"].Value).Order(StringComparer.Ordinal);
        var known = KindRegistry.All.Single(kind => kind.Kind == name && kind.Group.EndsWith("triggermesh.io", StringComparison.Ordinal));
        Assert.Equal(Fields(known.Schema.Properties["spec"], "").Order(StringComparer.Ordinal), told);
    }

    [Fact]
    public void Every_other_kind_is_named() => Assert.All(
        KindRegistry.All,
        kind => Assert.Contains(kind.Kind, Page.Split("## What is not there")[0], StringComparison.Ordinal));

    [Fact]
    public void What_is_said_not_to_be_there_is_not_there()
    {
        var missing = Page.Split("## What is not there")[1];
        foreach (var (begin, suffix) in new[] { ("Sources: ", "Source"), ("Targets: ", "Target"), ("Others: ", "") })
        {
            var names = missing.Split(begin)[1].Split(".\n")[0].Split([',', '\n', ' '], StringSplitOptions.RemoveEmptyEntries);
            Assert.All(names, name => Assert.DoesNotContain(KindRegistry.All, kind => kind.Kind == name + suffix));
        }
    }

    // Objects are told by their fields; secrets, references and objects that are open are one field each.
    private static IEnumerable<string> Fields(FieldSchema schema, string prefix) => schema.Properties.SelectMany(each =>
        each.Value is { Type: FieldType.Object, PreserveUnknown: false, Properties.Count: > 0 } below
        && !below.Properties.ContainsKey("valueFromSecret") && !below.Properties.ContainsKey("ref") && !below.Properties.ContainsKey("name")
            ? Fields(below, $"{prefix}{each.Key}.")
            : [prefix + each.Key]);

    [GeneratedRegex(@"^\| `(?<field>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

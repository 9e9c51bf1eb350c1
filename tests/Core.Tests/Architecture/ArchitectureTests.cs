using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Fabric.Core.Tests.Architecture;

/// <summary>Holds the map of ARCHITECTURE.md: references point one way, and the domain knows no host.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Core"] = [],
        ["Edge"] = ["Core"],
        ["Embedded"] = ["Core"],
        ["Postgres"] = ["Core"],
        ["Grains"] = ["Core"],
        ["Silo"] = ["Core", "Edge", "Grains", "Postgres"],
        ["Cli"] = ["Core", "Edge", "Embedded"],
    };

    private static readonly string[] EmptyNames = ["Manager", "Helper", "Helpers", "Util", "Utils", "Impl"];

    public static TheoryData<string> Projects =>
        new(Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)!));

    private static string Root => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_point_one_way(string project)
    {
        var referenced = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.True(AllowedReferences.ContainsKey(project), $"src/{project} is not on the map of ARCHITECTURE.md.");
        Assert.Empty(referenced.Except(AllowedReferences[project]));
    }

    [Fact]
    public void Core_references_the_base_class_library_and_abstractions_only()
    {
        Assert.All(Items("Core", "PackageReference"), package => Assert.EndsWith(".Abstractions", package, StringComparison.Ordinal));
        Assert.Empty(Items("Core", "FrameworkReference"));
    }

    [Theory]
    [InlineData("Core")]
    [InlineData("Edge")]
    [InlineData("Embedded")]
    [InlineData("Postgres")]
    [InlineData("Cli")]
    public void What_builds_without_Orleans_names_it_nowhere(string project) =>
        Assert.DoesNotContain(Sources(project), file => File.ReadAllText(file).Contains("using Orleans", StringComparison.Ordinal));

    [Fact]
    public void Domain_objects_stay_on_their_scheduler() =>
        Assert.DoesNotContain(
            Sources("Core/Brokers").Concat(Sources("Core/Triggers")).Concat(Sources("Core/Delivery")),
            file => File.ReadAllText(file) is var text
                && (text.Contains("ConfigureAwait(false)", StringComparison.Ordinal) || text.Contains("Task.Run(", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_follow_folders(string project)
    {
        var root = project == "Core" ? "Fabric" : $"Fabric.{project}";
        var source = Path.Combine(Root, "src", project);
        Assert.DoesNotContain(Sources(project), file =>
        {
            var folder = Path.GetRelativePath(source, Path.GetDirectoryName(file)!);
            var expected = folder == "." ? root : $"{root}.{folder.Replace(Path.DirectorySeparatorChar, '.')}";
            var declared = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            return declared is not null && declared != $"namespace {expected};";
        });
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Names_say_what_a_type_is_for(string project) =>
        Assert.DoesNotContain(
            Sources(project).Select(file => Path.GetFileNameWithoutExtension(file)!),
            name => Array.Exists(EmptyNames, suffix => name.EndsWith(suffix, StringComparison.Ordinal)));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"))
            .Descendants(kind)
            .Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'));

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

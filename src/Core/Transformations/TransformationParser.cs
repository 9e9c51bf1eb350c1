using System.Collections.Immutable;
using Fabric.Resources.Validation;

namespace Fabric.Transformations;

/// <summary>Reads the spec of a Transformation. What the schema of the kind says is not said again.</summary>
internal static class TransformationParser
{
    private const int MostOperations = 1_000;

    /// <summary>The transformation; what has a fault is left out of it.</summary>
    public static Transformation Parse(FieldReader spec, FaultList faults)
    {
        string[] variables =
        [
            .. Paths(spec["context"]).Concat(Paths(spec["data"]))
                .Where(path => path.Operation == "store")
                .Select(path => path.Entry["key"].Text)
                .Where(name => !string.IsNullOrEmpty(name))
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(name => name!.Length)!,
        ];
        return new(
            Section(spec["context"], new(variables, OnContext: true, faults)),
            Section(spec["data"], new(variables, OnContext: false, faults)));
    }

    private static ImmutableArray<Operation> Section(FieldReader section, OperationParser parser)
    {
        foreach (var step in section.Items)
        {
            if (step["operation"].Exists && !step["paths"].Items.Any())
                parser.Faults.Warn(step["paths"].Path, "has no entry, so that the operation has no effect");
        }

        var paths = Paths(section).ToList();
        if (paths.Count > MostOperations)
            parser.Faults.Add(section.Path, $"has {paths.Count} paths; {MostOperations} are allowed");
        return [.. paths.Take(MostOperations).Select(path => parser.Parse(path.Operation, path.Entry)).OfType<Operation>()];
    }

    private static IEnumerable<(string Operation, FieldReader Entry)> Paths(FieldReader section) =>
        section.Items.SelectMany(step => step["paths"].Items.Select(entry => (step["operation"].Text ?? "", entry)));
}

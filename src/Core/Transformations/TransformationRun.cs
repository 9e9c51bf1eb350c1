namespace Fabric.Transformations;

/// <summary>One event on its way through a transformation.</summary>
internal sealed class TransformationRun(Section context, Section data)
{
    private readonly Variables _variables = new();
    private readonly List<string> _skipped = [];

    public Section Context => context;

    public Section Data => data;

    public IReadOnlyList<string> Skipped => _skipped;

    public void Apply(IEnumerable<Operation> operations, bool onContext)
    {
        var section = onContext ? context : data;
        foreach (var operation in operations)
        {
            if (section.Bounds.Problem is not null)
                return;
            if (operation.Apply(section, _variables) is { } why)
                _skipped.Add($"{operation.Where}: {why}");
        }
    }
}

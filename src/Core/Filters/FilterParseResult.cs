using System.Collections.Immutable;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>What became of parsing filters.</summary>
/// <param name="Filter">The filter; null where there is none to apply, or where there are faults.</param>
/// <param name="Faults">Everything wrong, with its field path. Where there is anything, nothing may pass.</param>
public sealed record FilterParseResult(Filter? Filter, ImmutableArray<Fault> Faults)
{
    public bool IsValid => Faults.IsEmpty;
}

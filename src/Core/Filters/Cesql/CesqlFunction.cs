using System.Collections.Immutable;

namespace Fabric.Filters.Cesql;

/// <summary>A function of the language.</summary>
/// <param name="Name">Its name in upper case.</param>
/// <param name="Parameters">The types that arguments are cast to; null takes a value as it is.</param>
/// <param name="Returns">The type of every result.</param>
/// <param name="Apply">Computes the result of arguments that have the right types.</param>
/// <param name="IsVariadic">True where any number of strings may follow the parameters.</param>
internal sealed record CesqlFunction(
    string Name,
    ImmutableArray<CesqlType?> Parameters,
    CesqlType Returns,
    Func<CesqlValue[], CesqlResult> Apply,
    bool IsVariadic = false)
{
    public CesqlType? ParameterType(int index) => index < Parameters.Length ? Parameters[index] : CesqlType.String;

    public bool Takes(int arguments) => arguments == Parameters.Length || (IsVariadic && arguments > Parameters.Length);
}

using System.Collections.Immutable;

namespace Fabric.Filters.Cesql;

/// <summary>What became of parsing an expression.</summary>
/// <param name="Expression">The expression; null where it does not parse.</param>
/// <param name="Error">Why it does not parse; null where it does.</param>
/// <param name="Warnings">What parses and can only fail: calls of functions that do not exist.</param>
public sealed record CesqlParseResult(
    CesqlExpression? Expression, CesqlProblem? Error, ImmutableArray<CesqlProblem> Warnings);

/// <summary>Something wrong at one place of an expression.</summary>
/// <param name="Position">The character it begins with, counted from 1.</param>
/// <param name="Message">What is wrong.</param>
public sealed record CesqlProblem(int Position, string Message)
{
    public override string ToString() => $"at position {Position}: {Message}";
}

using System.Collections.Immutable;

namespace Fabric.Filters.Cesql;

/// <summary>
/// The built-in functions: those of CESQL 1.0, section 3.5, the casts that section 3.7 refers to, and IS_INT and
/// IS_BOOL, which engines have kept from the drafts.
/// </summary>
internal static class CesqlFunctions
{
    private const CesqlType Boolean = CesqlType.Boolean;
    private const CesqlType Integer = CesqlType.Integer;
    private const CesqlType String = CesqlType.String;

    private static readonly ImmutableArray<CesqlFunction> All =
    [
        new("INT", [null], Integer, arguments => Cast(Integer, arguments)),
        new("BOOL", [null], Boolean, arguments => Cast(Boolean, arguments)),
        new("STRING", [null], String, arguments => Cast(String, arguments)),
        new("IS_INT", [null], Boolean, arguments => CesqlResult.Of(!Cast(Integer, arguments).Failed)),
        new("IS_BOOL", [null], Boolean, arguments => CesqlResult.Of(!Cast(Boolean, arguments).Failed)),
        new("ABS", [Integer], Integer, arguments => Absolute(arguments[0].Integer)),
        new("LENGTH", [String], Integer, arguments => CesqlValue.Of(CodePoints.Count(arguments[0].String))),
        new("CONCAT", [], String, arguments => TextFunctions.Join("", arguments), IsVariadic: true),
        new("CONCAT_WS", [String], String,
            arguments => TextFunctions.Join(arguments[0].String, arguments.AsSpan(1)), IsVariadic: true),
        new("LOWER", [String], String, arguments => CesqlValue.Of(arguments[0].String.ToLowerInvariant())),
        new("UPPER", [String], String, arguments => CesqlValue.Of(arguments[0].String.ToUpperInvariant())),
        new("TRIM", [String], String, arguments => CesqlValue.Of(arguments[0].String.Trim())),
        new("LEFT", [String, Integer], String,
            arguments => TextFunctions.Left(arguments[0].String, arguments[1].Integer)),
        new("RIGHT", [String, Integer], String,
            arguments => TextFunctions.Right(arguments[0].String, arguments[1].Integer)),
        new("SUBSTRING", [String, Integer], String,
            arguments => TextFunctions.Substring(arguments[0].String, arguments[1].Integer, int.MaxValue)),
        new("SUBSTRING", [String, Integer, Integer], String,
            arguments => TextFunctions.Substring(arguments[0].String, arguments[1].Integer, arguments[2].Integer)),
    ];

    /// <summary>The function of a name, in any case, that takes this many arguments; null where there is none.</summary>
    public static CesqlFunction? Find(string name, int arguments) =>
        All.FirstOrDefault(function => IsNamed(function, name) && function.Takes(arguments));

    /// <summary>Says why <see cref="Find"/> found nothing.</summary>
    public static string Missing(string name, int arguments) => All.Any(function => IsNamed(function, name))
        ? $"the function {name.ToUpperInvariant()} does not take {arguments} arguments"
        : $"there is no function {name.ToUpperInvariant()}{NearestName.Hint(name, All.Select(function => function.Name))}";

    private static bool IsNamed(CesqlFunction function, string name) =>
        function.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static CesqlResult Cast(CesqlType type, CesqlValue[] arguments) => CesqlCast.To(type, arguments[0]);

    private static CesqlResult Absolute(int value) => value == int.MinValue
        ? new CesqlResult(CesqlValue.Of(int.MaxValue), CesqlErrorKind.Math, $"the absolute value of {value} is no 32-bit integer")
        : CesqlValue.Of(Math.Abs(value));
}

namespace Fabric.Filters.Cesql;

/// <summary>
/// What an expression amounts to. The value is defined even beside an error: an operator or function with a failed
/// operand gives the zero value of its type (fail-fast mode, CESQL 1.0, section 4.1).
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Error">The first error; null for none.</param>
/// <param name="Message">What is wrong, with which value; null without an error.</param>
public readonly record struct CesqlResult(CesqlValue Value, CesqlErrorKind? Error = null, string? Message = null)
{
    /// <summary>True for the boolean <c>true</c> without an error: what lets an event pass (section 1.2).</summary>
    public bool Passes => Error is null && Value.Boolean;

    internal bool Failed => Error is not null;

    /// <summary>The same error beside the zero value of another type.</summary>
    internal CesqlResult As(CesqlType type) => this with { Value = CesqlValue.Zero(type) };

    public static implicit operator CesqlResult(CesqlValue value) => new(value);

    public static CesqlResult FromCesqlValue(CesqlValue value) => new(value);

    internal static CesqlResult Of(bool value) => new(CesqlValue.Of(value));
}

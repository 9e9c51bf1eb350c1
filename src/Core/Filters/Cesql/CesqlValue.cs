using System.Globalization;

namespace Fabric.Filters.Cesql;

/// <summary>A boolean, an integer or a string; the default value is <c>false</c>.</summary>
public readonly record struct CesqlValue
{
    private readonly string? _text;
    private readonly int _number;

    private CesqlValue(CesqlType type, int number, string? text)
    {
        Type = type;
        _number = number;
        _text = text;
    }

    public CesqlType Type { get; }

    /// <summary>The boolean; false where the value is of another type.</summary>
    public bool Boolean => Type == CesqlType.Boolean && _number != 0;

    /// <summary>The integer; 0 where the value is of another type.</summary>
    public int Integer => Type == CesqlType.Integer ? _number : 0;

    /// <summary>The string; empty where the value is of another type.</summary>
    public string String => _text ?? "";

    public static CesqlValue Of(bool value) => new(CesqlType.Boolean, value ? 1 : 0, null);

    public static CesqlValue Of(int value) => new(CesqlType.Integer, value, null);

    public static CesqlValue Of(string value) => new(CesqlType.String, 0, value);

    /// <summary>The zero value of a type (section 3.1): <c>false</c>, <c>0</c>, the empty string.</summary>
    public static CesqlValue Zero(CesqlType type) => new(type, 0, type == CesqlType.String ? "" : null);

    /// <summary>The value as the cast to a string gives it.</summary>
    public override string ToString() => Type switch
    {
        CesqlType.Boolean => _number != 0 ? "true" : "false",
        CesqlType.Integer => _number.ToString(CultureInfo.InvariantCulture),
        _ => String,
    };
}

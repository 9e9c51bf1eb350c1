using Fabric.Resources.Kinds;

namespace Fabric.Resources.Validation;

/// <summary>Checks the integers and quantities of a manifest.</summary>
internal static class NumberCheck
{
    public static void Range(FieldSchema schema, FieldReader field, FaultList faults)
    {
        var value = field.Integer!.Value;
        if (value >= (schema.Minimum ?? long.MinValue) && value <= (schema.Maximum ?? long.MaxValue))
            return;
        var range = (schema.Minimum, schema.Maximum) switch
        {
            ({ } min, { } max) => $"from {min} to {max}",
            ({ } min, null) => $"at least {min}",
            (_, var max) => $"at most {max}",
        };
        faults.Add(field.Path, $"must be {range}, but is {value}");
    }

    public static void Quantity(FieldReader field, FaultList faults)
    {
        if (BytesOf(field) is null)
            faults.Add(field.Path, $"is not a quantity: {Shown.Describe(field.Element)}; {QuantityText.Remedy}");
    }

    /// <summary>The bytes that a field says; null where it says none.</summary>
    public static long? BytesOf(FieldReader field) =>
        QuantityText.TryParse(field.Text ?? field.Integer?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", out var bytes)
            ? bytes
            : null;
}

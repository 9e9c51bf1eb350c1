using System.Buffers.Text;
using System.Text.RegularExpressions;
using Fabric.Resources.Kinds;

namespace Fabric.Resources.Validation;

/// <summary>Checks the strings of a manifest.</summary>
internal static class TextCheck
{
    public static void Check(FieldSchema schema, FieldReader field, FaultList faults)
    {
        var text = field.Text!;
        if (Fault(schema, text) is { } fault)
            faults.Add(field.Path, fault);
    }

    private static string? Fault(FieldSchema schema, string text)
    {
        if (text.Length == 0 && (schema.Required || schema.Minimum > 0))
            return $"is empty: {schema.Description}";
        if (schema.Enum.Length > 0 && !schema.Enum.Contains(text))
            return $"must be one of {string.Join(", ", schema.Enum)}, but is {Shown.Quote(text)}{Suggestion.Ask(text, schema.Enum)}";
        if (schema.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            return $"must match {pattern}, but is {Shown.Quote(text)}";
        if (schema.Sensitive && text is SensitiveFields.Mask or SensitiveFields.Base64Mask)
            return "is the mask that the API shows instead of a secret; write the secret itself";
        return schema.Format switch
        {
            FieldFormat.Duration when !DurationText.TryParse(text, out _) =>
                $"is not a duration: {Shown.Quote(text)}; {DurationText.Remedy}",
            FieldFormat.Timestamp when TimestampText.Read(text) is null =>
                $"is not a time: {Shown.Quote(text)}; {TimestampText.Remedy}",
            FieldFormat.HttpUrl when !HttpUrl.TryParse(text, out var reason) => $"{reason}: {Shown.Quote(text)}; {HttpUrl.Remedy}",
            FieldFormat.Base64 when !Base64.IsValid(text) =>
                schema.Sensitive ? "is not Base64; encode it, or use stringData" : $"is not Base64: {Shown.Quote(text)}",
            _ => null,
        };
    }
}

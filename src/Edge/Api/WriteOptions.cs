using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>What to do with fields that a kind does not have.</summary>
internal enum FieldValidation
{
    Warn,
    Ignore,
    Strict,
}

/// <summary>The query parameters of a write.</summary>
internal sealed record WriteOptions(bool DryRun, FieldValidation Validation, string FieldManager, bool Force)
{
    public static WriteOptions? Read(HttpRequest request, out ApiStatus? refusal)
    {
        refusal = null;
        var (dryRun, validation) = (request.Query["dryRun"], request.Query["fieldValidation"].ToString());
        if (dryRun.Any(value => value is not ("All" or "")))
            refusal = Refusals.BadRequest($"Invalid value for dryRun: \"{dryRun}\": supported values: \"All\"");
        if (!Enum.TryParse<FieldValidation>(validation, out var level) && validation.Length > 0)
            refusal = Refusals.BadRequest($"Invalid value for fieldValidation: \"{validation}\": supported values: \"Ignore\", \"Warn\", \"Strict\"");
        return refusal is null
            ? new WriteOptions(
                dryRun.Contains("All"),
                level,
                request.Query["fieldManager"].ToString() is { Length: > 0 } manager ? manager : "unknown",
                request.Query["force"].ToString() is "true" or "1")
            : null;
    }
}

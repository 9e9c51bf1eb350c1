using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fabric.Resources;
using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>Puts manifests that came through the API into the catalog, and answers as Kubernetes does.</summary>
internal sealed class ResourceStore(ICatalog catalog)
{
    /// <param name="http">The request; warnings go into its answer's headers.</param>
    /// <param name="address">Which resource.</param>
    /// <param name="write">What to store.</param>
    /// <param name="options">How.</param>
    public async Task<IResult> Put(HttpContext http, ResourceAddress address, ResourceWrite write, WriteOptions options)
    {
        var (kind, manifest) = (address.Kind, write.Manifest);
        if (ManifestIdentity.Settle(manifest, address) is { } mismatch)
            return mismatch;
        var name = manifest["metadata"]!.AsObject().Text("name");
        LastApplied.Restore(manifest, write.Before);
        SecretManifest.Complete(manifest, kind);
        var unknown = UnknownFields.In(manifest, kind);
        if (options.Validation == FieldValidation.Strict && (unknown.Count > 0 || write.Duplicate.Length > 0))
            return Strict(manifest, kind, unknown, write.Duplicate);

        var put = new PutOptions(null, write.Expected, options.DryRun);
        var outcome = await catalog.Put(ResourceObject.ToElement(manifest), put, http.RequestAborted);
        if (outcome.Status == PutStatus.Conflict)
            return Conflicting(kind, name, write, outcome);
        if (outcome.Status == PutStatus.Invalid)
            return Refusals.Invalid(kind, name, outcome.Faults);
        Warn(http.Response, outcome, unknown, options.Validation, write.Duplicate);
        return new JsonAnswer(
            ResourceObject.Shown(outcome.Resource!),
            outcome.Status == PutStatus.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static ApiStatus Conflicting(ResourceKind kind, string name, ResourceWrite write, PutOutcome outcome)
    {
        if (write.Expected == 0)
            return Refusals.AlreadyExists(kind, name);
        return outcome.Resource is { Origin: { } file }
            ? Refusals.Forbidden(kind, name, Conflicts.Declared(outcome.Resource.Key, file))
            : Refusals.Conflict(kind, name);
    }

    private static ApiStatus Strict(JsonObject manifest, ResourceKind kind, List<string> unknown, string duplicate)
    {
        var hints = ManifestCheck.Check(kind, ManifestJson.Body(ResourceObject.ToElement(manifest))).Warnings;
        var faults = unknown.Select(path => $"unknown field \"{path}\"{Hint(path, hints)}");
        if (duplicate.Length > 0)
            faults = faults.Prepend(duplicate);
        return Refusals.BadRequest(
            $"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: strict decoding error: {string.Join(", ", faults)}");
    }

    private static void Warn(
        HttpResponse response, PutOutcome outcome, List<string> unknown, FieldValidation validation, string duplicate)
    {
        var warnings = outcome.Faults.Concat(outcome.Warnings.Where(warning => !unknown.Contains(warning.Path))).Select(fault => fault.ToString());
        if (validation != FieldValidation.Ignore)
            warnings = warnings.Concat(unknown.Select(path => Explained(path, outcome)));
        if (duplicate.Length > 0 && validation != FieldValidation.Ignore)
            warnings = warnings.Append(duplicate);
        WarningHeader.Add(response, warnings);
    }

    private static string Explained(string path, PutOutcome outcome) =>
        $"unknown field \"{path}\"" + (outcome.Warnings.FirstOrDefault(warning => warning.Path == path) is { } known ? $": {known.Message}" : "");

    /// <summary>What validation guesses that a mistyped field was meant to be.</summary>
    private static string Hint(string path, ImmutableArray<Fault> warnings)
    {
        var message = warnings.FirstOrDefault(warning => warning.Path == path)?.Message ?? "";
        var guess = message.LastIndexOf("; did you mean", StringComparison.Ordinal);
        return guess < 0 ? "" : $" ({message[(guess + 2)..]})";
    }

    /// <summary>The version that a manifest expects to replace; null where it names none.</summary>
    public static long? VersionIn(JsonObject manifest) =>
        (manifest["metadata"] as JsonObject)?.Text("resourceVersion") is { Length: > 0 } text
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1
            : null;
}

/// <summary>A manifest to store.</summary>
/// <param name="Manifest">The whole manifest.</param>
/// <param name="Before">What is stored so far; null for nothing.</param>
/// <param name="Expected">As in <see cref="PutOptions"/>.</param>
/// <param name="Duplicate">What is said of a field given twice; empty where there is none.</param>
internal sealed record ResourceWrite(JsonObject Manifest, Resource? Before, long? Expected, string Duplicate = "");

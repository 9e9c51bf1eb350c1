using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Resources;

namespace Fabric.Cli.Components;

/// <summary>Looks at a manifest before it is stored, by the rules that the server has.</summary>
internal static class Validation
{
    /// <param name="manifest">The manifest.</param>
    /// <param name="cancellation">Ends the check.</param>
    /// <param name="file">Where a person wrote the spec; null for the flags of the command.</param>
    /// <exception cref="Refusal">It has faults; the sentence names each.</exception>
    public static async Task Check(JsonObject manifest, CancellationToken cancellation, string? file = null)
    {
        using var catalog = new Catalog(TimeProvider.System);
        var outcome = await catalog.Put(JsonSerializer.SerializeToElement(manifest), new PutOptions(DryRun: true), cancellation);
        if (outcome.Faults.Length > 0)
            throw new Refusal($"{manifest.Kind()} \"{manifest.Name()}\" cannot be created: {string.Join("; ", outcome.Faults.Select(fault => file is null ? AsFlag(fault) : $"{file}: {fault}"))}");
    }

    // People gave flags, not fields of a spec.
    private static string AsFlag(Fault fault) => fault.Path.StartsWith("spec.", StringComparison.Ordinal)
        ? $"--{fault.Path["spec.".Length..]} {fault.Message}"
        : fault.ToString();
}

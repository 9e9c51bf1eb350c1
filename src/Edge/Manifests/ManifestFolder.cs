using System.Text.Json;
using Fabric.Resources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Manifests;

/// <summary>
/// Keeps the catalog in step with manifest files: what is declared there exists, what no longer is goes. One call at a
/// time.
/// </summary>
public sealed partial class ManifestFolder(ICatalog catalog, IOptions<ManifestOptions> options, ILogger<ManifestFolder> logger)
{
    private readonly DeclaredManifests _declared = new(options.Value.Limits);
    private readonly Dictionary<ResourceKey, ManifestDocument> _applied = [];
    private readonly HashSet<ManifestDocument> _refused = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ManifestFault> _duplicatesSaid = [];
    private HashSet<ResourceKey> _missing = [];

    /// <summary>
    /// Reads every file and brings the catalog to what they say. Something that is no longer declared is removed by the
    /// second call in a row that misses it, since editors empty and replace files while they save.
    /// </summary>
    public async Task<ManifestReport> Scan(CancellationToken cancellationToken)
    {
        var files = ManifestFiles.Read(options.Value.Paths, options.Value.Limits.MaxLength);
        var pass = new Pass();
        pass.Faults.AddRange(_declared.Update(files));
        var duplicates = new List<ManifestFault>();
        var all = _declared.All(duplicates);
        pass.Faults.AddRange(duplicates.Where(_duplicatesSaid.Add));
        _duplicatesSaid.IntersectWith(duplicates);
        foreach (var (key, document) in all)
        {
            if (!IsDone(key, document))
                await Put(document, pass, cancellationToken);
        }

        _refused.IntersectWith(all.Select(entry => entry.Document));
        var missing = _applied.Keys.Except(all.Select(entry => entry.Key).OfType<ResourceKey>()).ToHashSet();
        foreach (var key in missing.Intersect(_missing).ToList())
        {
            missing.Remove(key);
            await Remove(key, pass, cancellationToken);
        }

        _missing = missing;
        var report = pass.Report(files.Count(file => !file.IsMissing), missing.Count > 0);
        Tell(report);
        return report;
    }

    private bool IsDone(ResourceKey? key, ManifestDocument document)
    {
        if (_refused.Contains(document))
            return true;
        return key is not null && _applied.TryGetValue(key.Value, out var applied) && applied.File == document.File
            && (ReferenceEquals(applied, document) || JsonElement.DeepEquals(applied.Manifest, document.Manifest));
    }

    private async Task Put(ManifestDocument document, Pass pass, CancellationToken cancellationToken)
    {
        var outcome = await catalog.Put(document.Manifest, new PutOptions(document.File), cancellationToken);
        if (outcome.Status is PutStatus.Invalid or PutStatus.Conflict)
        {
            _refused.Add(document);
            pass.Faults.AddRange(outcome.Faults.Select(fault => Located(fault, document)));
            return;
        }

        var key = outcome.Resource!.Key;
        _applied[key] = document;
        pass.Applied.Add(new AppliedManifest(key, outcome.Status, document.File, document.Line));
        pass.Warnings.AddRange(outcome.Faults.Concat(outcome.Warnings).Select(fault => Located(fault, document)));
    }

    private async Task Remove(ResourceKey key, Pass pass, CancellationToken cancellationToken)
    {
        var file = _applied[key].File;
        _applied.Remove(key);
        var current = await catalog.Get(key, cancellationToken);
        if (current?.Origin != file || await catalog.Delete(key, cancellationToken) is null)
            return;
        pass.Removed.Add(key);
        Log.Removed(logger, key, file);
    }

    private void Tell(ManifestReport report)
    {
        foreach (var applied in report.Applied.Where(applied => applied.Status != PutStatus.Unchanged))
            Log.Applied(logger, applied.Status, applied.Key, applied.File, applied.Line);
        foreach (var fault in report.Faults)
            Log.Refused(logger, fault);
        foreach (var warning in report.Warnings)
            Log.Warned(logger, warning);
    }

    private static ManifestFault Located(Fault fault, ManifestDocument document) =>
        new(document.File, document.LineOf(fault.Path), 0, fault.ToString());

    private sealed class Pass
    {
        public List<AppliedManifest> Applied { get; } = [];

        public List<ResourceKey> Removed { get; } = [];

        public List<ManifestFault> Faults { get; } = [];

        public List<ManifestFault> Warnings { get; } = [];

        public ManifestReport Report(int files, bool awaitsRemoval) => new()
        {
            Files = files,
            Applied = [.. Applied],
            Removed = [.. Removed],
            Faults = [.. Faults],
            Warnings = [.. Warnings],
            AwaitsRemoval = awaitsRemoval,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Status} {Resource} from {File}:{Line}")]
        public static partial void Applied(ILogger logger, PutStatus status, ResourceKey resource, string file, int line);

        [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Resource}: {File} no longer declares it")]
        public static partial void Removed(ILogger logger, ResourceKey resource, string file);

        [LoggerMessage(Level = LogLevel.Error, Message = "Not taken up until it is mended: {Fault}")]
        public static partial void Refused(ILogger logger, ManifestFault fault);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Fault}")]
        public static partial void Warned(ILogger logger, ManifestFault fault);
    }
}

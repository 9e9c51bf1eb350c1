using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;

namespace Fabric.Resources;

/// <summary>What a put would do: decided from the manifest and the catalog as it is, and nothing else.</summary>
/// <param name="Before">The resource that is there now.</param>
/// <param name="Outcome">The answer; its resource is what to store.</param>
internal sealed record ProposedChange(Resource? Before, PutOutcome Outcome)
{
    public static ProposedChange Of(
        JsonElement manifest, PutOptions options, ImmutableDictionary<ResourceKey, Resource> resources, DateTimeOffset now)
    {
        var faults = new FaultList();
        if (manifest.ValueKind != JsonValueKind.Object)
            faults.Add("", $"a manifest must be an object, but is {Shown.Describe(manifest)}");
        var head = manifest.ValueKind == JsonValueKind.Object ? ManifestHead.Read(new(manifest, ""), faults) : null;
        if (head is null)
            return new(null, new(PutStatus.Invalid, null, faults.Faults, []));

        var before = resources.GetValueOrDefault(head.Key);
        if (Conflicts.Find(head.Key, before, options) is { } conflict)
            return new(before, new(PutStatus.Conflict, before, [conflict], []));

        var body = ManifestJson.Body(manifest);
        if (before is not null)
            body = SensitiveFields.Restore(head.Kind, body, before.Body);
        var frozen = before is null ? [] : ImmutableFields.Faults(head.Kind, before, body, resources);
        if (!frozen.IsEmpty)
            return new(before, new(PutStatus.Invalid, null, frozen, []));

        var (bodyFaults, warnings) = ManifestCheck.Check(head.Kind, body);
        var after = Merge(head, body, before, options, now);
        var status = before is null ? PutStatus.Created : ReferenceEquals(before, after) ? PutStatus.Unchanged : PutStatus.Updated;
        if (Conflicts.Takeover(before, options) is { } takeover)
            warnings = warnings.Add(takeover);
        return new(before, new(status, after, bodyFaults, warnings));
    }

    public static Resource NewNamespace(ResourceKey key, DateTimeOffset now) => new()
    {
        Key = key,
        ApiVersion = NamespaceKind.Definition.ApiVersion,
        Metadata = new() { Uid = Guid.NewGuid().ToString(), Created = now },
        Body = JsonElement.Parse("{}"),
    };

    private static Resource Merge(ManifestHead head, JsonElement body, Resource? before, PutOptions options, DateTimeOffset now)
    {
        if (before is null)
        {
            return new()
            {
                Key = head.Key,
                ApiVersion = head.Kind.ApiVersion,
                Metadata = new() { Uid = Guid.NewGuid().ToString(), Created = now, Labels = head.Labels, Annotations = head.Annotations },
                Body = body,
                Origin = options.Origin,
            };
        }

        var sameBody = JsonElement.DeepEquals(before.Body, body);
        if (sameBody && before.Origin == options.Origin && before.Metadata.Labels.SequenceEqual(head.Labels)
            && before.Metadata.Annotations.SequenceEqual(head.Annotations))
            return before;
        return before with
        {
            Body = body,
            Origin = options.Origin,
            Metadata = before.Metadata with
            {
                Labels = head.Labels,
                Annotations = head.Annotations,
                Generation = before.Metadata.Generation + (sameBody ? 0 : 1),
            },
        };
    }
}

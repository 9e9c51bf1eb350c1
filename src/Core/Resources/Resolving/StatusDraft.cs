using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fabric.Resources.Resolving;

/// <summary>A status in the making.</summary>
internal sealed class StatusDraft(CheckedResource resource)
{
    private readonly List<Condition> _conditions = [];

    /// <summary>Everything but conditions and generation.</summary>
    public JsonObject Fields { get; } = [];

    public IReadOnlyList<Condition> Conditions => _conditions;

    public StatusDraft True(string type, string? reason = null, string? message = null) => Add(new(type, "True", reason, message));

    public StatusDraft False(string type, string reason, string message) => Add(new(type, "False", reason, message));

    /// <summary>True where there is no problem; otherwise false with the reason and the problem.</summary>
    public StatusDraft Check(string type, string? problem, string reason) =>
        problem is null ? True(type) : False(type, reason, problem);

    /// <summary>Tells something that does not decide about <c>Ready</c>.</summary>
    public StatusDraft Note(string type, string reason, string message) => Add(new(type, "True", reason, message, Note: true));

    public StatusDraft Add(Condition condition)
    {
        _conditions.Add(condition);
        return this;
    }

    /// <summary>Shows one address, and all of them with their names.</summary>
    public void Address(string url, params ReadOnlySpan<(string Name, string Url)> all)
    {
        Fields["address"] = new JsonObject { ["url"] = url };
        var addresses = new JsonArray();
        foreach (var (name, each) in all)
            addresses.Add((JsonNode)new JsonObject { ["name"] = name, ["url"] = each });
        if (addresses.Count > 0)
            Fields["addresses"] = addresses;
    }

    /// <summary>The condition that sums up the others, the faults of the manifest first.</summary>
    public Condition Ready() => Condition.Summary(Complete());

    public JsonElement Finish(DateTimeOffset now)
    {
        var json = new JsonObject { ["observedGeneration"] = resource.Resource.Metadata.Generation };
        foreach (var (name, value) in Fields)
            json[name] = value?.DeepClone();
        var all = Complete();
        json["conditions"] = Condition.Write(all.Append(Condition.Summary(all)), resource.Resource.Status, now);
        return ManifestJson.Write(writer => json.WriteTo(writer));
    }

    private List<Condition> Complete()
    {
        var all = new List<Condition>(_conditions);
        if (!resource.Faults.IsEmpty)
        {
            var reason = resource.Faults.All(fault => fault.Path.StartsWith("spec.filter", StringComparison.Ordinal)) ? "InvalidFilter" : "InvalidSpec";
            all.Insert(0, new(Condition.SpecValid, "False", reason, string.Join("; ", resource.Faults)));
        }

        if (!resource.Warnings.IsEmpty)
            all.Add(new("ManifestWarnings", "True", "NoEffect", string.Join("; ", resource.Warnings), Note: true));
        return all;
    }
}

using System.Text.Json;
using Fabric.Brokers;
using Fabric.Contract.Time;
using Fabric.Resources;
using Fabric.Resources.Resolving;

namespace Fabric.Core.Tests.Resources.Resolving;

/// <summary>A catalog and what it amounts to.</summary>
internal sealed class World : IDisposable
{
    public World() => Catalog = new(Clock);

    public ManualClock Clock { get; } = new();

    public Catalog Catalog { get; }

    public NodeAddresses Node { get; set; } = new(new("http://127.0.0.1:8080"));

    public StorageKind Durable { get; set; } = StorageKind.File;

    public void Dispose() => Catalog.Dispose();

    /// <summary>Declares manifests a second apart, so that the first is the oldest.</summary>
    public World With(params ReadOnlySpan<JsonElement> manifests)
    {
        foreach (var manifest in manifests)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            var outcome = Catalog.Put(manifest, new(), default).AsTask().GetAwaiter().GetResult();
            Assert.True(outcome.Status is not (PutStatus.Invalid or PutStatus.Conflict), string.Join("\n", outcome.Faults));
        }

        return this;
    }

    public TopologyResult Build() =>
        TopologyBuilder.Build(Catalog.Snapshot(default).AsTask().GetAwaiter().GetResult(), Node, Clock.GetUtcNow(), Durable);

    public Topology Topology() => Build().Topology;

    /// <summary>The status of the only resource of a name and kind.</summary>
    public JsonElement Status(string kind, string name) =>
        Build().Statuses.Single(entry => entry.Key.Kind == kind && entry.Key.Name == name).Value;

    /// <summary>A condition as <c>False Reason: message</c>.</summary>
    public string Condition(string kind, string name, string type) => Read(Status(kind, name), type);

    public static string Read(JsonElement status, string type)
    {
        var condition = status.GetProperty("conditions").EnumerateArray().Single(each => each.GetProperty("type").GetString() == type);
        var reason = condition.TryGetProperty("reason", out var why) ? " " + why.GetString() : "";
        var message = condition.TryGetProperty("message", out var words) ? ": " + words.GetString() : "";
        return condition.GetProperty("status").GetString() + reason + message;
    }
}

using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Dumps;

/// <summary>A broker and everything around it as manifests that can be applied elsewhere.</summary>
internal sealed class Dump
{
    /// <summary>Stands for a secret that is not told; <c>import</c> asks for it.</summary>
    public const string Withheld = "<user_input>";

    /// <summary>What the API shows instead of a secret.</summary>
    private const string Mask = "***";

    private static readonly string[] Rest = ["Secret", "ConfigMap", "Deployment"];

    private Dump(BrokerObjects objects, IEnumerable<JsonObject> rest)
    {
        Broker = Stored.Clean(objects.Broker);
        Triggers = [.. objects.Triggers.Select(Stored.Clean)];
        Components = [.. objects.Sources.Concat(objects.Transformations).Concat(objects.Targets).Select(Stored.Clean).Select(WithoutContainer)];
        Others = [.. rest.Select(Stored.Clean)];
    }

    public JsonObject Broker { get; }

    public IReadOnlyList<JsonObject> Triggers { get; }

    /// <summary>Sources, transformations and targets.</summary>
    public IReadOnlyList<JsonObject> Components { get; }

    /// <summary>Secrets, and what targets are made of.</summary>
    public IReadOnlyList<JsonObject> Others { get; }

    public IReadOnlyList<JsonObject> Secrets => [.. Others.Where(each => each.Kind() == "Secret")];

    /// <summary>All of it, in an order in which it can be applied.</summary>
    public IEnumerable<JsonObject> All => [Broker, .. Others, .. Components, .. Triggers];

    /// <param name="call">The call.</param>
    /// <param name="withSecrets">False replaces every secret by <see cref="Withheld"/>.</param>
    public static async Task<Dump> Load(VerbCall call, bool withSecrets)
    {
        // A local node's folder has the secrets that its API does not show.
        IResources resources = call.Context.IsLocal ? new StoppedNode(call.Home, call.Context) : call.Client;
        var objects = await BrokerObjects.Load(call, resources);
        var rest = new List<JsonObject>();
        foreach (var kind in KindRegistry.All.Where(kind => Rest.Contains(kind.Kind)))
            rest.AddRange((await resources.List(kind, call.Context.Namespace, call.Cancellation)).Where(each => objects.Owns(each)));
        var dump = new Dump(objects, rest);
        foreach (var each in dump.All)
            Withhold(each, each.Kind() == "Secret", withSecrets);
        if (withSecrets && dump.All.Any(each => each.ToJsonString().Contains("\\u003Cuser_input", StringComparison.OrdinalIgnoreCase)))
            call.Printer.Warning($"the server does not show secrets: replace each {Withheld}, or let fabric import ask for them");
        return dump;
    }

    // Where its container listens here means nothing elsewhere.
    private static JsonObject WithoutContainer(JsonObject component)
    {
        if (Images.Of(component) is not null && component["metadata"].Object("annotations") is { } annotations)
        {
            annotations.Remove(CoreServiceKind.UrlAnnotation);
            if (annotations.Count == 0)
                component.Object("metadata")!.Remove("annotations");
        }

        return component;
    }

    private static void Withhold(JsonObject fields, bool isSecret, bool withSecrets)
    {
        foreach (var (name, value) in fields.ToList())
        {
            if (isSecret && name is "data" or "stringData" && value is JsonObject data)
            {
                foreach (var key in data.Select(each => each.Key).ToList().Where(key => !withSecrets || data.Text(key) == Mask))
                    data[key] = Withheld;
            }
            else if (value is JsonObject below)
            {
                Withhold(below, isSecret: false, withSecrets);
            }
            else if (value is JsonArray list)
            {
                foreach (var item in list.OfType<JsonObject>())
                    Withhold(item, isSecret: false, withSecrets);
            }
            else if (value is JsonValue text && text.TryGetValue<string>(out var shown) && shown == Mask)
            {
                fields[name] = Withheld;
            }
        }
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Resources.Kinds;
using Fabric.Sources;
using Fabric.Targets;
using Fabric.Triggers;

namespace Fabric.Resources.Resolving;

/// <summary>A topology in the making: what the passes share.</summary>
internal sealed class TopologyDraft
{
    private readonly Dictionary<ResourceKey, CheckedResource> _resources;
    private readonly List<CheckedResource> _byAge;
    private readonly List<(CheckedResource Resource, StatusDraft Status)> _statuses = [];
    private readonly Lazy<ILookup<string, CheckedResource>> _deployments;

    public TopologyDraft(IEnumerable<CheckedResource> resources, NodeAddresses node, StorageKind durable)
    {
        _byAge = [.. resources.OrderBy(resource => resource.Resource.Metadata.Created).ThenBy(resource => resource.Key, KeyOrder.Instance)];
        _resources = _byAge.ToDictionary(resource => resource.Key);
        _deployments = new(() => Of("apps", "Deployment").ToLookup(deployment => deployment.Namespace));
        Addresses = new(node);
        Durable = durable;
        Secrets = new(this);
        References = new(this);
    }

    public Addresses Addresses { get; }

    /// <summary>The durable storage of this host.</summary>
    public StorageKind Durable { get; }

    public SecretReader Secrets { get; }

    public ReferenceResolver References { get; }

    public Dictionary<ResourceName, BrokerSpec> Brokers { get; } = [];

    public Dictionary<ResourceName, TriggerSpec> Triggers { get; } = [];

    public Dictionary<ResourceName, SourceSpec> Sources { get; } = [];

    public Dictionary<ResourceName, TargetSpec> Targets { get; } = [];

    /// <summary>First labels of cluster-local hosts.</summary>
    public Dictionary<ResourceName, Destination> Hosts { get; } = [];

    /// <summary>What events can be sent to.</summary>
    public Dictionary<ResourceKey, Addressable> Addressables { get; } = [];

    /// <summary>Whether each broker is ready, as its triggers show.</summary>
    public Dictionary<ResourceKey, Condition> BrokerReady { get; } = [];

    /// <summary>The addresses of sources that take requests: the one shown, the cluster-local one, this node's own.</summary>
    public Dictionary<ResourceKey, (Uri Shown, Uri Local, Uri Node)> SourceAddresses { get; } = [];

    public CheckedResource? Find(ResourceKey key) => _resources.GetValueOrDefault(key);

    /// <summary>The resources of one name among some kinds, the oldest first.</summary>
    public IEnumerable<CheckedResource> Named(ResourceName name, Func<ResourceKind, bool> kinds) =>
        KindRegistry.All.Where(kinds)
            .Select(kind => Find(new(kind.Group, kind.Kind, name.Namespace, name.Name)))
            .OfType<CheckedResource>()
            .OrderBy(resource => resource.Resource.Metadata.Created).ThenBy(resource => resource.Key, KeyOrder.Instance);

    /// <summary>The Deployments of a namespace.</summary>
    public IEnumerable<CheckedResource> Deployments(string @namespace) => _deployments.Value[@namespace];

    /// <summary>The resources of some kinds, the oldest first.</summary>
    public IEnumerable<CheckedResource> Of(Func<ResourceKey, bool> kinds) => _byAge.Where(resource => kinds(resource.Key));

    public IEnumerable<CheckedResource> Of(string group, string kind) => Of(key => key.Group == group && key.Kind == kind);

    /// <summary>Begins the status of a resource.</summary>
    public StatusDraft Status(CheckedResource resource)
    {
        var status = new StatusDraft(resource);
        _statuses.Add((resource, status));
        return status;
    }

    public TopologyResult Finish(DateTimeOffset now) => new(
        new()
        {
            Brokers = Brokers.ToFrozenDictionary(),
            Triggers = Triggers.ToFrozenDictionary(),
            Sources = Sources.ToFrozenDictionary(),
            Targets = Targets.ToFrozenDictionary(),
            Hosts = Hosts.Where(host => host.Value.Kind != DestinationKind.Http).ToFrozenDictionary(),
        },
        _statuses.ToImmutableDictionary(entry => entry.Resource.Key, entry => entry.Status.Finish(now)));
}

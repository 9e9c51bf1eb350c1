using Fabric.Delivery;
using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>Follows references, however loosely they are written.</summary>
internal sealed class ReferenceResolver(TopologyDraft draft)
{
    /// <summary>Where a destination leads, or why nowhere.</summary>
    public Addressable Destination(FieldReader destination, string @namespace)
    {
        if (!destination.Exists)
            return new(null, $"{destination.Path}: is missing; it needs a ref, or an absolute uri");
        if (DestinationRules.Fault(destination) is { } fault)
            return new(null, fault.ToString());
        var uri = destination["uri"].Text is { Length: > 0 } text ? text : null;
        return destination["ref"].Exists
            ? Join(Referenced(destination["ref"], @namespace), uri)
            : new(Address(HttpUrl.Parse(uri!)!, @namespace));
    }

    /// <summary>The destination at an address: a part of this fabric where the host is one of its names.</summary>
    public Destination Address(Uri uri, string @namespace) =>
        draft.Addresses.Local(uri.Host, @namespace) is { } host && draft.Hosts.TryGetValue(host, out var known)
            ? known with { Uri = known.Kind == DestinationKind.Http ? new Uri(known.Uri, uri.PathAndQuery) : uri }
            : new Destination(uri);

    /// <summary>The one existing resource that a reference names, among some kinds.</summary>
    public (CheckedResource? Resource, string? Problem) Resource(
        FieldReader reference, string @namespace, Func<ResourceKind, bool> kinds)
    {
        var (kindName, name) = (reference["kind"].Text ?? "", reference["name"].Text ?? "");
        if (kindName.Length == 0 || name.Length == 0)
            return (null, $"{reference.Path}: needs kind and name");
        var named = KindRegistry.Named(GroupOf(reference), kindName);
        if (named.IsEmpty)
            return (null, $"{reference.Path}: {UnknownKindOf(reference, kindName)}");
        var meant = named.Where(kinds).ToList();
        if (meant.Count == 0)
            return (null, $"{reference["kind"].Path}: {MissingAddress.Of(named[0])}");
        var found = meant.Select(kind => draft.Find(new(kind.Group, kind.Kind, @namespace, name))).OfType<CheckedResource>().FirstOrDefault();
        return found is not null ? (found, null) : (null, $"{reference.Path}: {Absent(meant[0], new(@namespace, name), kinds)}");
    }

    private Addressable Referenced(FieldReader reference, string ownNamespace)
    {
        var @namespace = reference["namespace"].Text is { Length: > 0 } given ? given : ownNamespace;
        var (resource, problem) = Resource(reference, @namespace, kind => kind.IsAddressable);
        if (resource is not null)
        {
            var addressable = draft.Addressables.GetValueOrDefault(resource.Key) ?? new(null, $"{resource.Key} has no address");
            return addressable.Problem is { } wrong ? addressable with { Problem = $"{reference.Path}: {wrong}" } : addressable;
        }

        // TriggerMesh's brokers, sources and targets own Services that a manifest may name without declaring them.
        return reference["kind"].Text is "Service" && reference["name"].Text is { } label
            && draft.Hosts.TryGetValue(new(@namespace, label), out var host)
            ? new(host)
            : new(null, problem);
    }

    private static Addressable Join(Addressable target, string? relative) =>
        target.Destination is { } destination && relative is not null
            ? new(destination with { Uri = new Uri(destination.Uri, relative) })
            : target;

    /// <summary>The group of a reference, with or without a version; null where it names none.</summary>
    private static string? GroupOf(FieldReader reference)
    {
        if (reference["group"].Text is { Length: > 0 } group)
            return group.Split('/')[0];
        return reference["apiVersion"].Text is { Length: > 0 } version
            ? version.Contains('/', StringComparison.Ordinal) ? version.Split('/')[0] : ""
            : null;
    }

    private static string UnknownKindOf(FieldReader reference, string kind) =>
        KindRegistry.Suggest(kind) is { } meant
            ? $"{Shown.Quote(kind)} of group {Shown.Quote(GroupOf(reference) ?? "")} is not known here; write kind: {meant.Kind} with apiVersion: {meant.ApiVersion}"
            : $"{Shown.Quote(kind)} is not a kind that events can be sent to here; give its address as uri";

    private string Absent(ResourceKind kind, ResourceName name, Func<ResourceKind, bool> kinds)
    {
        var other = draft.Named(name, kinds).FirstOrDefault();
        return $"there is no {kind.Kind} {name}" + (other is null ? "" : $", but a {other.Key.Kind} of apiVersion {other.Resource.ApiVersion}");
    }
}

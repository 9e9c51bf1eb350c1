using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>Resolves a v1 Service: to an address outside, or to the display whose pods it selects.</summary>
internal static class CoreServices
{
    public static void Add(TopologyDraft draft, CheckedResource service, NameClaims claims)
    {
        var (outside, wrong) = Outside(service);
        if (outside is null && wrong is null && SelectsDisplay(draft, service))
        {
            DisplayPass.AddDisplay(draft, service, claims);
            return;
        }

        var status = draft.Status(service);
        var problem = wrong ?? (outside is null ? Unresolved(draft, service) : null);
        status.Check("Addressable", problem, "NotBuiltIn");
        draft.Addressables[service.Key] = new(null, problem);
        if (outside is null || problem is not null)
            return;
        var destination = draft.References.Address(outside, service.Namespace);
        status.Address(outside.OriginalString);
        draft.Addressables[service.Key] = new(destination);
        draft.Hosts.TryAdd(service.Name, destination);
    }

    /// <summary>The address that the annotation or the external name says, or what is wrong with it.</summary>
    private static (Uri? Uri, string? Problem) Outside(CheckedResource service)
    {
        if (service.Resource.Metadata.Annotations.TryGetValue(CoreServiceKind.UrlAnnotation, out var url))
        {
            return HttpUrl.TryParse(url, out var reason)
                ? (HttpUrl.Parse(url), null)
                : (null, $"metadata.annotations[\"{CoreServiceKind.UrlAnnotation}\"]: {reason}: {Shown.Quote(url)}; {HttpUrl.Remedy}");
        }

        if (service.Spec["externalName"].Text is not { Length: > 0 } host)
            return (null, null);
        var port = service.Spec["ports"].Items.Select(each => each["port"].Integer).FirstOrDefault() ?? 80;
        var address = $"http://{host}{(port == 80 ? "" : $":{port}")}";
        return HttpUrl.Parse(address) is { } uri
            ? (uri, null)
            : (null, $"spec.externalName: is not a host name: {Shown.Quote(host)}");
    }

    private static bool SelectsDisplay(TopologyDraft draft, CheckedResource service) =>
        Selected(draft, service).Any(PodTemplate.IsDisplay);

    private static IEnumerable<CheckedResource> Selected(TopologyDraft draft, CheckedResource service) =>
        draft.Deployments(service.Namespace).Where(deployment => PodTemplate.Selects(service.Spec["selector"], deployment));

    private static string Unresolved(TopologyDraft draft, CheckedResource service)
    {
        var why = Selected(draft, service).FirstOrDefault() is { } deployment
            ? Deployments.NotBuiltIn(deployment)
            : $"{service.Key} selects no Deployment that is declared here";
        return $"{why}; say where it is with the annotation {CoreServiceKind.UrlAnnotation}: http://host:port or with spec.externalName on {service.Key}, or refer to it by uri";
    }
}

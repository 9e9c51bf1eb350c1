using System.Collections.Immutable;
using Fabric.Delivery;
using Fabric.Resources.Validation;
using Fabric.Targets;

namespace Fabric.Resources.Resolving;

/// <summary>Reads what targets are to be.</summary>
internal static class TargetSpecs
{
    /// <summary>The spec, or why a secret is missing; neither where the manifest has faults.</summary>
    public static (TargetSpec? Spec, string? Problem) CloudEvents(TopologyDraft draft, CheckedResource target)
    {
        var spec = target.Spec;
        var basic = spec["credentials"]["basicAuth"];
        var (password, problem) = draft.Secrets.Read(basic["password"], target.Namespace);
        if (!target.Faults.IsEmpty || problem is not null)
            return (null, problem);
        var endpoint = HttpEndpoints.Read(spec, basic["username"], password);
        return (
            new CloudEventsTargetSpec
            {
                Name = target.Name,
                Workload = Workload.Of(target).Name,
                Endpoint = endpoint with { Uri = HttpEndpoints.Append(endpoint.Uri, spec["path"].Text) },
                Handshake = spec["handshake"].Flag ?? false,
            },
            null);
    }

    /// <inheritdoc cref="CloudEvents" />
    public static (TargetSpec? Spec, string? Problem) Http(TopologyDraft draft, CheckedResource target)
    {
        var spec = target.Spec;
        var (password, noPassword) = draft.Secrets.Read(spec["basicAuthPassword"], target.Namespace);
        var (clientSecret, noClientSecret) = draft.Secrets.Read(spec["oauthClientSecret"], target.Namespace);
        if (!target.Faults.IsEmpty || (noPassword ?? noClientSecret) is not null)
            return (null, noPassword ?? noClientSecret);
        return (
            new HttpTargetSpec
            {
                Name = target.Name,
                Workload = Workload.Of(target).Name,
                Endpoint = HttpEndpoints.Read(spec, spec["basicAuthUsername"], password),
                Method = spec["method"].Text!,
                ResponseType = spec["response"]["eventType"].Text ?? "io.triggermesh.targets.response",
                ResponseSource = spec["response"]["eventSource"].Text is { Length: > 0 } source
                    ? source
                    : $"io.triggermesh.httptarget.{target.Namespace}.{target.Key.Name}",
                OAuth = clientSecret is { } secret ? OAuth(spec, secret) : null,
            },
            null);
    }

    private static OAuthClient OAuth(FieldReader spec, Secret secret) => new(
        spec["oauthClientID"].Text!,
        secret,
        HttpUrl.Parse(spec["oauthTokenURL"].Text!)!,
        [.. spec["oauthScopes"].Items.Select(scope => scope.Text).OfType<string>()]);
}

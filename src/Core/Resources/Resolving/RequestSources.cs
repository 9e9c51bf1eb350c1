using System.Collections.Immutable;
using Fabric.Delivery;
using Fabric.Resources.Validation;
using Fabric.Sources;

namespace Fabric.Resources.Resolving;

/// <summary>Reads the sources that take requests.</summary>
internal static class RequestSources
{
    public static SourceReading Webhook(TopologyDraft draft, CheckedResource source)
    {
        var spec = source.Spec;
        var (password, noPassword) = draft.Secrets.Read(spec["basicAuthPassword"], source.Namespace);
        var keys = spec["signature"]["keys"].Items.Select(key => draft.Secrets.Read(key, source.Namespace)).ToList();
        var read = new WebhookSourceSpec
        {
            Name = source.Name,
            Workload = Workload.Of(source).Name,
            EventType = spec["eventType"].Text ?? "",
            EventSource = SourceReading.EventSourceOf(source),
            Extensions = Parts(spec["eventExtensionAttributes"]["from"]),
            BasicAuth = password is { } known ? new(spec["basicAuthUsername"].Text ?? "", known) : null,
            CorsAllowOrigin = spec["corsAllowOrigin"].Text is { Length: > 0 } origin ? origin : null,
            SignatureKeys = [.. keys.Select(key => key.Secret).OfType<Secret>()],
        };
        var problem = noPassword ?? keys.Select(key => key.Problem).FirstOrDefault(each => each is not null);
        return new(read, problem, read.EventType, read.EventSource);
    }

    public static SourceReading CloudEvents(TopologyDraft draft, CheckedResource source)
    {
        var spec = source.Spec;
        var credentials = spec["credentials"]["basicAuths"].Items
            .Select(each => (User: each["username"].Text ?? "", Read: draft.Secrets.Read(each["password"], source.Namespace)))
            .ToList();
        var read = new CloudEventsSourceSpec
        {
            Name = source.Name,
            Workload = Workload.Of(source).Name,
            Path = spec["path"].Text is { Length: > 0 } path ? path : null,
            Credentials = [.. credentials.Where(each => each.Read.Secret is not null).Select(each => new BasicAuth(each.User, each.Read.Secret!.Value))],
            RequestsPerSecond = (int?)spec["rateLimiter"]["requestsPerSecond"].Integer,
        };
        return new(read, credentials.Select(each => each.Read.Problem).FirstOrDefault(each => each is not null), "*");
    }

    private static RequestParts Parts(FieldReader from) =>
        from.Items.Aggregate(RequestParts.None, (parts, each) => parts | each.Text switch
        {
            "method" => RequestParts.Method,
            "path" => RequestParts.Path,
            "host" => RequestParts.Host,
            "queries" => RequestParts.Queries,
            "headers" => RequestParts.Headers,
            _ => RequestParts.None,
        });
}

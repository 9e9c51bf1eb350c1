using System.Text.Json.Nodes;
using Fabric.Sources;

namespace Fabric.Resources.Resolving;

/// <summary>
/// Resolves sources. One that takes requests and is not ready has no sink, so that it answers 503 instead of letting
/// anybody in; one that asks for itself and is not ready does not run.
/// </summary>
internal static class SourcePass
{
    public static void Run(TopologyDraft draft)
    {
        foreach (var source in draft.Of("sources.triggermesh.io", "WebhookSource"))
            Add(draft, source, RequestSources.Webhook(draft, source));
        foreach (var source in draft.Of("sources.triggermesh.io", "CloudEventsSource"))
            Add(draft, source, RequestSources.CloudEvents(draft, source));
        foreach (var source in draft.Of("sources.triggermesh.io", "HTTPPollerSource"))
            Add(draft, source, AskingSources.HttpPoller(draft, source));
        foreach (var source in draft.Of("sources.knative.dev", "PingSource"))
            Add(draft, source, AskingSources.Ping(source));
    }

    private static void Add(TopologyDraft draft, CheckedResource source, SourceReading reading)
    {
        var status = draft.Status(source).Check("Deployed", reading.Problem, "SecretNotFound");
        if (draft.SourceAddresses.TryGetValue(source.Key, out var addresses))
        {
            status.Address(
                addresses.Shown.OriginalString,
                ("http", addresses.Shown.OriginalString),
                ("cluster", addresses.Local.OriginalString),
                ("node", addresses.Node.OriginalString));
        }

        if (reading.EventType is { } type)
            status.Fields["ceAttributes"] = new JsonArray(Attributes(type, reading.EventSource));
        var sink = draft.References.Destination(source.Spec["sink"], source.Namespace);
        var shape = source.Spec["sink"]["ref"].Exists || source.Spec["sink"]["uri"].Exists;
        status.Check("SinkProvided", sink.Problem, shape ? "SinkNotFound" : "EmptySinkURI");
        if (sink.Destination is { } destination)
            status.Fields["sinkUri"] = destination.Uri.OriginalString;

        var ready = reading.Problem is null && source.Faults.IsEmpty;
        if (reading.Spec is { } spec)
        {
            var overrides = SourceReading.OverridesOf(source.Spec);
            draft.Sources.Add(Workload.Of(source), spec with { Sink = ready ? sink.Destination : null, Overrides = overrides });
        }
    }

    private static JsonObject Attributes(string type, string? source)
    {
        var attributes = new JsonObject { ["type"] = type };
        if (source is not null)
            attributes["source"] = source;
        return attributes;
    }
}

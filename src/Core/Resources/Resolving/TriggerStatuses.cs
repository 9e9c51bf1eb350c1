namespace Fabric.Resources.Resolving;

/// <summary>What a trigger's references lead to.</summary>
internal sealed record TriggerLinks(CheckedResource? Broker, string? NoBroker, Addressable Target, Addressable Sink, bool Running);

/// <summary>The status of a trigger, by the names of its group.</summary>
internal static class TriggerStatuses
{
    public static void Write(TopologyDraft draft, CheckedResource trigger, TriggerLinks links)
    {
        var knative = trigger.Key.Group == "eventing.knative.dev";
        var status = draft.Status(trigger);
        Broker(draft, status, links);
        status.Check(knative ? "SubscriberResolved" : "TargetResolved", links.Target.Problem, "FailedResolveReference");
        if (links.Target.Destination is { } target)
            status.Fields[knative ? "subscriberUri" : "targetUri"] = target.Uri.OriginalString;
        DeadLetterSink(status, links.Sink);
        if (knative)
            status.True("DependencyReady");
        status.Add(TriggerConditions.Carried(trigger, links.Running));
        if (TriggerConditions.Delivery(trigger.Resource.Status) is { } delivery && links.Running)
            status.Fields["delivery"] = delivery;
        Notes(status, trigger);
    }

    private static void Broker(TopologyDraft draft, StatusDraft status, TriggerLinks links)
    {
        if (links.Broker is null)
            status.False("BrokerReady", "BrokerDoesNotExist", links.NoBroker!);
        else if (!draft.BrokerReady.TryGetValue(links.Broker.Key, out var ready))
            status.False("BrokerReady", "NameTaken", draft.Addressables[links.Broker.Key].Problem!);
        else
            status.Add(ready.IsTrue ? new("BrokerReady", "True") : ready with { Type = "BrokerReady", Message = $"{links.Broker.Key}: {ready.Message}" });
    }

    private static void DeadLetterSink(StatusDraft status, Addressable sink)
    {
        if (sink is { Destination: null, Problem: null })
        {
            status.True("DeadLetterSinkResolved", "DeadLetterSinkNotConfigured");
            return;
        }

        status.Check("DeadLetterSinkResolved", sink.Problem, "FailedResolveReference");
        if (sink.Destination is { } destination)
            status.Fields["deadLetterSinkUri"] = destination.Uri.OriginalString;
    }

    private static void Notes(StatusDraft status, CheckedResource trigger)
    {
        if (trigger.Spec["paused"].Flag == true)
            status.Note("Paused", "Paused", "spec.paused is true: events wait in the broker");
        if (TriggerOrder.AnnotationProblem(trigger) is { } problem)
            status.Note("OrderAnnotation", "NoEffect", problem);
    }
}

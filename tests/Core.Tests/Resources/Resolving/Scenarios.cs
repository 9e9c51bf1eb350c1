using System.Text.Json;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Resolving;

/// <summary>The manifests of the published guides.</summary>
internal static class Scenarios
{
    public static JsonElement[] Receiver(string subscriber = "subscriber") =>
    [
        Manifest(TriggerMesh, "MemoryBroker", "receiver"),
        Manifest("apps/v1", "Deployment", "event-display", """
            'spec':{'replicas':1,'selector':{'matchLabels':{'app':'event-display'}},'template':{'metadata':{'labels':{'app':'event-display'}},
            'spec':{'containers':[{'name':'event-display','image':'gcr.io/knative-releases/knative.dev/eventing/cmd/event_display'}]}}}
            """),
        Json("""
            {'kind':'Service','apiVersion':'v1','metadata':{'name':'event-display'},
             'spec':{'selector':{'app':'event-display'},'ports':[{'protocol':'TCP','port':80,'targetPort':8080}]}}
            """),
        Json("""
            {'kind':'Trigger','apiVersion':'eventing.triggermesh.io/v1alpha1','metadata':{'name':'all-events-to-event-display'},
             'spec':{'broker':{'group':'eventing.triggermesh.io','kind':'MemoryBroker','name':'receiver'},
                     'SUBSCRIBER':{'ref':{'apiVersion':'v1','kind':'Service','name':'event-display'}}}}
            """.Replace("SUBSCRIBER", subscriber, StringComparison.Ordinal)),
        Manifest(SourcesGroup, "CloudEventsSource", "gateway-in", $"'spec':{{{Sink("MemoryBroker", "receiver")}}}"),
    ];

    public static JsonElement[] Sender(string endpoint) =>
    [
        Manifest(TriggerMesh, "MemoryBroker", "sender"),
        Manifest(SourcesGroup, "WebhookSource", "webhook", $"'spec':{{'eventType':'webhook.event',{Sink("MemoryBroker", "sender")}}}"),
        Manifest(TargetsGroup, "CloudEventsTarget", "gateway-out", $"'spec':{{'endpoint':'{endpoint}'}}"),
        Manifest(TriggerMesh, "Trigger", "all-events-to-cloudeventstarget", """
            'spec':{'broker':{'group':'eventing.triggermesh.io','kind':'MemoryBroker','name':'sender'},
            'subscriber':{'ref':{'apiVersion':'targets.triggermesh.io/v1alpha1','kind':'CloudEventsTarget','name':'gateway-out'}}}
            """),
    ];

    public static JsonElement[] Quickstart() =>
    [
        Manifest(TriggerMesh, "RedisBroker", "foo", metadata: "'labels':{'triggermesh.io/context':'foo'}"),
        Manifest(SourcesGroup, "HTTPPollerSource", "foo-httppollersource", $"""
            'spec':{"{"}'endpoint':'http://app.com/basic/','eventType':'test_our_endpoint','interval':'5s','method':'GET',{Sink("RedisBroker", "foo")}{"}"}
            """),
        Manifest("serving.knative.dev/v1", "Service", "console", """
            'spec':{'template':{'spec':{'containers':[{'env':[],'image':'gcr.io/triggermesh/triggermesh-console:v0.0.1','name':'user-container'}]}}}
            """),
        Manifest(TriggerMesh, "Trigger", "foo-trigger-a73dcb65", """
            'spec':{'broker':{'group':'eventing.triggermesh.io','kind':'RedisBroker','name':'foo'},
            'filters':[{'exact':{'type':'buzzword.phrase'}}],
            'target':{'ref':{'apiVersion':'serving.knative.dev/v1','kind':'Service','name':'console'}}}
            """),
    ];

    public static string Sink(string kind, string name) => $"'sink':{{'ref':{{'apiVersion':'{TriggerMesh}','kind':'{kind}','name':'{name}'}}}}";
}

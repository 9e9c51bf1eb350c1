using System.Text;

namespace Fabric.Cli.Bench.Subjects;

/// <summary>Writes a stand as a manifest.</summary>
internal static class StandManifest
{
    public const string Broker = "bench";
    private const string Roomy = "\n  retention: {events: 4000000, bytes: 8Gi}";

    public static string Write(Stand stand, string storage, Uri sink)
    {
        var text = new StringBuilder($$"""
            apiVersion: eventfabric.dev/v1alpha1
            kind: Broker
            metadata: {name: {{Broker}}}
            spec:
              storage: {{storage}}{{(stand.IsRoomy ? Roomy : "")}}

            """);
        foreach (var (number, (path, type)) in stand.Triggers.Index())
        {
            text.Append($$"""
                ---
                apiVersion: eventing.triggermesh.io/v1alpha1
                kind: Trigger
                metadata: {name: trigger-{{number}}}
                spec:
                  broker: {group: eventfabric.dev, kind: Broker, name: {{Broker}}}
                  target: {uri: "{{new Uri(sink, path)}}"}

                """);
            if (type is not null)
                text.Append($"  filters: [{{exact: {{type: {type}}}}}]\n");
        }

        return text.ToString();
    }
}

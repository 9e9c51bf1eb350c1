namespace Fabric.Edge.Api.Protobuf;

/// <summary>
/// The messages in which <c>kubectl create</c> and <c>kubectl auth</c> write Kubernetes' own kinds (field numbers of
/// k8s.io/api and k8s.io/apimachinery).
/// </summary>
internal static class KubernetesMessages
{
    private static readonly MessageShape ObjectMeta = new(
        Text(1, "name"), Text(2, "generateName"), Text(3, "namespace"), Text(5, "uid"), Text(6, "resourceVersion"),
        Map(11, "labels"), Map(12, "annotations"));

    private static readonly MessageField Metadata = Message(1, "metadata", ObjectMeta);

    private static readonly MessageShape ServicePort = new(
        Text(1, "name"), Text(2, "protocol"), Number(3, "port"), new(4, "targetPort", FieldShape.NumberOrText), Number(5, "nodePort"));

    private static readonly MessageShape ServiceSpec = new(
        Message(1, "ports", ServicePort) with { Repeated = true }, Map(2, "selector"), Text(3, "clusterIP"), Text(4, "type"),
        Text(10, "externalName"));

    private static readonly MessageShape Container = new(
        Text(1, "name"), Text(2, "image"), Text(3, "command") with { Repeated = true }, Text(4, "args") with { Repeated = true },
        Message(6, "ports", new(Text(1, "name"), Number(3, "containerPort"), Text(4, "protocol"))) with { Repeated = true },
        Message(7, "env", new(Text(1, "name"), Text(2, "value"))) with { Repeated = true });

    private static readonly MessageShape PodSpec = new(Message(2, "containers", Container) with { Repeated = true });

    private static readonly MessageShape DeploymentSpec = new(
        Number(1, "replicas"),
        Message(2, "selector", new(Map(1, "matchLabels"))),
        Message(3, "template", new(Metadata, Message(2, "spec", PodSpec))));

    /// <summary>The shape of a kind; null for one that has to be sent as JSON.</summary>
    public static MessageShape? Find(string apiVersion, string kind) => (apiVersion, kind) switch
    {
        ("v1", "Namespace") => new(Metadata),
        ("v1", "Secret") => new(
            Metadata, new(2, "data", FieldShape.BytesMap), Text(3, "type"), Map(4, "stringData"), new(5, "immutable", FieldShape.Flag)),
        ("v1", "ConfigMap") => new(
            Metadata, Map(2, "data"), new(3, "binaryData", FieldShape.BytesMap), new(4, "immutable", FieldShape.Flag)),
        ("v1", "Service") => new(Metadata, Message(2, "spec", ServiceSpec)),
        ("apps/v1", "Deployment") => new(Metadata, Message(2, "spec", DeploymentSpec)),
        ("authorization.k8s.io/v1" or "authentication.k8s.io/v1", _) => new(Metadata),
        (_, "DeleteOptions") => new(
            Message(2, "preconditions", new(Text(1, "uid"), Text(2, "resourceVersion"))), Text(5, "dryRun") with { Repeated = true }),
        _ => null,
    };

    private static MessageField Text(int number, string name) => new(number, name, FieldShape.Text);

    private static MessageField Number(int number, string name) => new(number, name, FieldShape.Number);

    private static MessageField Map(int number, string name) => new(number, name, FieldShape.TextMap);

    private static MessageField Message(int number, string name, MessageShape shape) =>
        new(number, name, FieldShape.Message, Message: shape);
}

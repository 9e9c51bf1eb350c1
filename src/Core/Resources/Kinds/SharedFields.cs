namespace Fabric.Resources.Kinds;

/// <summary>Fields that several kinds have in common.</summary>
internal static class SharedFields
{
    public const string HttpMethods = "GET, POST, PUT, PATCH, DELETE";

    public static FieldSchema Method { get; } =
        Field.Choice($"the HTTP method: {HttpMethods}", ["GET", "POST", "PUT", "PATCH", "DELETE"]).Required();

    public static FieldSchema Endpoint { get; } = Field.Url("the http or https address").Required();

    public static FieldSchema Headers { get; } = Field.Map("HTTP headers sent with every request");

    public static FieldSchema SkipVerify { get; } = Field.Flag("accept any server certificate");

    public static FieldSchema CaCertificate { get; } = Field.Text("the only certificate authority trusted, as PEM");

    public static FieldSchema Resolve { get; } =
        Field.Map("host names, with or without a port, to connect to elsewhere, as app.com: 127.0.0.1:5000");

    public static FieldSchema Sink { get; } = Destination("where events go").Required();

    /// <summary>The three shapes in which TriggerMesh writes secrets.</summary>
    public static FieldSchema Secret(string description) => Field.Object(
        description,
        ("value", Field.Text("the secret itself") with { Sensitive = true }),
        ("valueFromSecret", SecretReference),
        ("secretKeyRef", SecretReference));

    public static FieldSchema Destination(string description) => Field.Object(
        description,
        ("ref", Reference("the resource that takes the events")),
        ("uri", Field.Text("an absolute address, or one relative to ref's")));

    public static FieldSchema Reference(string description) => Field.Object(
        description,
        ("apiVersion", Field.Text("group and version of the kind; may be left out")),
        ("group", Field.Text("group of the kind; may be left out")),
        ("kind", Field.Text("the kind, as MemoryBroker").Required()),
        ("name", Field.Text("the name").Required()),
        ("namespace", Field.Text("the namespace; by default the resource's own")));

    public static FieldSchema BasicAuths { get; } = Field.List(
        "user names and passwords, any of which is valid",
        Field.Object(
            "a user name and password",
            ("username", Field.Text("the user name").Required()),
            ("password", Secret("the password").Required())));

    public static FieldSchema Overrides { get; } = Field.Object(
        "attributes to set on every event",
        ("extensions", Field.Map("attribute names and their values")));

    public static FieldSchema AdapterOverrides { get; } = Field.Open(
        "settings of the adapter's pod; only public has a meaning here",
        ("public", Field.Flag("false shows the cluster-local address only", "true")));

    private static FieldSchema SecretReference => Field.Object(
        "a key of a v1 Secret in the same namespace",
        ("name", Field.Text("the Secret's name").Required()),
        ("key", Field.Text("the key in it").Required()));
}

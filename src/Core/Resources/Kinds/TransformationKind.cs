using Fabric.Transformations;

namespace Fabric.Resources.Kinds;

/// <summary>TriggerMesh's transformation of events by declared operations.</summary>
internal static class TransformationKind
{
    public const string Group = "flow.triggermesh.io";

    public const string Name = "Transformation";

    public static ResourceKind Definition { get; } = new()
    {
        Group = Group,
        Version = "v1alpha1",
        Kind = Name,
        Plural = "transformations",
        Singular = "transformation",
        Categories = ["all", "knative", "eventing", "transformations"],
        Columns =
        [
            PrinterColumn.Url with { Name = "Address" }, PrinterColumn.Ready, PrinterColumn.Reason, PrinterColumn.NodeUrl,
            PrinterColumn.Message,
        ],
        NameIsLabel = true,
        Schema = Field.Object(
            "Makes one event of another",
            ("spec", Field.Object(
                "what to change, and where the result goes",
                ("context", Operations("changes of the attributes, which are type, source, id, time, subject, dataschema, datacontenttype and Extensions.NAME")),
                ("data", Operations("changes of the payload, which must be JSON")),
                ("sink", SharedFields.Destination("where the result goes; without it, it is the reply to the sender")),
                ("adapterOverrides", SharedFields.AdapterOverrides)).Required())),
        Rules = (body, faults) =>
        {
            DestinationRules.Check(body["spec"]["sink"], faults);
            TransformationParser.Parse(body["spec"], faults);
        },
    };

    private static FieldSchema Operations(string description) => Field.List(
        description,
        Field.Object(
            "one operation; store and parse run before the others",
            ("operation", Field.Choice("what to do: add, delete, shift, store or parse", ["add", "delete", "shift", "store", "parse"]).Required()),
            ("paths", Field.List(
                "what to do it with, one after the other",
                Field.Object(
                    "a key and a value, whose meaning depends on the operation",
                    ("key", Field.Text("where: a.b[2].c; of shift OLD:NEW; of store the name of a variable")),
                    ("value", Field.Text("add: text with variables; delete and shift: only where equal; store: a key; parse: json")),
                    ("separator", Field.Text("what stands between the names of a key", ".")))))));
}

using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;

namespace Fabric.Edge.Api.Discovery;

/// <summary>Writes the fields that validation knows as OpenAPI schemas.</summary>
/// <param name="references">Where named schemas are: <c>#/components/schemas/</c> or <c>#/definitions/</c>.</param>
internal sealed class OpenApiSchema(string references)
{
    private const string ObjectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private const string ListMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta";

    /// <summary>The schemas of some kinds and of their lists, by name.</summary>
    public JsonObject Of(IEnumerable<ResourceKind> kinds)
    {
        var schemas = new JsonObject { [ObjectMeta] = MetadataSchemas.Object(), [ListMeta] = MetadataSchemas.List() };
        foreach (var kind in kinds)
        {
            schemas[NameOf(kind)] = Kind(kind);
            schemas[NameOf(kind) + "List"] = List(kind);
        }

        return schemas;
    }

    /// <summary>As <c>io.triggermesh.eventing.v1alpha1.Trigger</c>.</summary>
    public static string NameOf(ResourceKind kind) => kind.Group.Length == 0
        ? $"io.k8s.api.core.{kind.Version}.{kind.Kind}"
        : $"{string.Join('.', kind.Group.Split('.').Reverse())}.{kind.Version}.{kind.Kind}";

    public JsonObject Reference(string name) => new() { ["$ref"] = references + name };

    public static JsonArray GroupVersionKind(ResourceKind kind, string suffix = "") =>
        [new JsonObject { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind + suffix }];

    private JsonObject Kind(ResourceKind kind)
    {
        var schema = Field(kind.Schema);
        var properties = new JsonObject
        {
            ["apiVersion"] = MetadataSchemas.Text("group and version of this kind"),
            ["kind"] = MetadataSchemas.Text("the kind"),
            ["metadata"] = Reference(ObjectMeta),
        };
        foreach (var (name, value) in schema["properties"]?.AsObject() ?? [])
            properties[name] = value?.DeepClone();
        properties["status"] = MetadataSchemas.Status();
        schema["properties"] = properties;
        schema["x-kubernetes-group-version-kind"] = GroupVersionKind(kind);
        return schema;
    }

    private JsonObject List(ResourceKind kind) => new()
    {
        ["type"] = "object",
        ["description"] = $"a list of {kind.Kind}",
        ["required"] = new JsonArray("items"),
        ["properties"] = new JsonObject
        {
            ["apiVersion"] = MetadataSchemas.Text("group and version of this kind"),
            ["kind"] = MetadataSchemas.Text("the kind"),
            ["metadata"] = Reference(ListMeta),
            ["items"] = new JsonObject { ["type"] = "array", ["items"] = Reference(NameOf(kind)) },
        },
        ["x-kubernetes-group-version-kind"] = GroupVersionKind(kind, "List"),
    };

    private static JsonObject Field(FieldSchema field)
    {
        var schema = new JsonObject();
        if (field.Description.Length > 0)
            schema["description"] = Described(field);
        switch (field.Type)
        {
            case FieldType.Any:
                schema["x-kubernetes-preserve-unknown-fields"] = true;
                break;
            case FieldType.IntegerOrString:
                schema["x-kubernetes-int-or-string"] = true;
                break;
            case FieldType.List:
                schema["type"] = "array";
                schema["items"] = Field(field.Items!);
                break;
            case FieldType.Map:
                schema["type"] = "object";
                schema["additionalProperties"] = Field(field.Items!);
                break;
            case FieldType.Object:
                AddProperties(schema, field);
                break;
            default:
                AddValue(schema, field);
                break;
        }

        return schema;
    }

    private static string Described(FieldSchema field) =>
        field.Default is { } value ? $"{field.Description} (default {value})" : field.Description;

    private static void AddProperties(JsonObject schema, FieldSchema field)
    {
        schema["type"] = "object";
        var properties = new JsonObject();
        foreach (var (name, property) in field.Properties)
        {
            properties[name] = Field(property);
            foreach (var alias in property.Aliases)
                properties[alias] = Field(property with { Description = $"another name of {name}", Default = null });
        }

        if (properties.Count > 0)
            schema["properties"] = properties;
        var required = field.Properties.Where(property => property.Value.Required && property.Value.Aliases.Length == 0).ToList();
        if (required.Count > 0)
            schema["required"] = ServedKinds.Texts(required.Select(property => property.Key));
        if (field.PreserveUnknown)
            schema["x-kubernetes-preserve-unknown-fields"] = true;
    }

    private static void AddValue(JsonObject schema, FieldSchema field)
    {
        schema["type"] = field.Type.ToString().ToLowerInvariant();
        if (field.Format == FieldFormat.Base64)
            schema["format"] = "byte";
        if (field.Format == FieldFormat.Timestamp)
            schema["format"] = "date-time";
        if (field.Type == FieldType.Integer)
            schema["format"] = "int64";
        if (field.Enum.Length > 0)
            schema["enum"] = ServedKinds.Texts(field.Enum);
        if (field.Pattern is { } pattern)
            schema["pattern"] = pattern;
        if (field.Minimum is { } minimum)
            schema[field.Type == FieldType.String ? "minLength" : "minimum"] = minimum;
        if (field.Maximum is { } maximum && field.Type == FieldType.Integer)
            schema["maximum"] = maximum;
    }
}

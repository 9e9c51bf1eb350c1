using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Resources;
using Fabric.Resources.Kinds;

namespace Fabric.Edge.Api.Tables;

/// <summary>Kubernetes' server-side tables: what <c>kubectl get</c> prints.</summary>
internal sealed class ResourceTable(ResourceKind kind, TimeProvider time, string includeObject)
{
    public JsonObject Of(IEnumerable<(Resource Resource, JsonObject Shown)> resources, long version) => new()
    {
        ["kind"] = "Table",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = new JsonObject { ["resourceVersion"] = ResourceObject.VersionText(version) },
        ["columnDefinitions"] = Columns(),
        ["rows"] = new JsonArray([.. resources.Select(entry => Row(entry.Resource, entry.Shown))]),
    };

    private JsonArray Columns() =>
    [
        Column("Name", "string", "name", "Name must be unique within a namespace.", 0),
        .. kind.Columns.Select(column => Column(column.Name, column.Type, "", column.JsonPath, column.Wide ? 1 : 0)),
    ];

    private static JsonObject Column(string name, string type, string format, string description, int priority) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["format"] = format,
        ["description"] = description,
        ["priority"] = priority,
    };

    private JsonObject Row(Resource resource, JsonObject shown)
    {
        var row = new JsonObject
        {
            ["cells"] = new JsonArray([resource.Key.Name, .. kind.Columns.Select(column => Cell(shown, column))]),
        };
        if (includeObject == "Object")
            row["object"] = shown.DeepClone();
        else if (includeObject != "None")
            row["object"] = ResourceObject.MetadataOnly(resource);
        return row;
    }

    private JsonNode? Cell(JsonObject shown, PrinterColumn column)
    {
        var value = ColumnPath.Find(shown, column.JsonPath);
        if (value is null)
            return null;
        if (column.Type != "date")
            return value is JsonValue ? value.DeepClone() : value.ToJsonString();
        return value.GetValueKind() == JsonValueKind.String
            && DateTimeOffset.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? HumanAge.Of(time.GetUtcNow() - date)
            : "<unknown>";
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>A Kubernetes condition.</summary>
/// <param name="Type">As <c>Ready</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">One word for programs.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Note">True for one that tells something and does not decide about <c>Ready</c>.</param>
internal sealed record Condition(string Type, string Status, string? Reason = null, string? Message = null, bool Note = false)
{
    public const string Ready = "Ready";

    /// <summary>There, and false, only where the manifest has faults.</summary>
    public const string SpecValid = "SpecValid";

    public bool IsTrue => Status == "True";

    public static Condition? Read(FieldReader field) =>
        field["type"].Text is { } type && field["status"].Text is { } status
            ? new(type, status, field["reason"].Text, field["message"].Text, field["severity"].Exists)
            : null;

    /// <summary>The conditions of a status, by their order.</summary>
    public static IEnumerable<Condition> All(JsonElement? status) =>
        new FieldReader(status ?? default, "")["conditions"].Items.Select(Read).OfType<Condition>();

    /// <summary>What the others come to: the first that is false decides, faults of the manifest before all others.</summary>
    public static Condition Summary(IEnumerable<Condition> conditions)
    {
        var wrong = conditions
            .Where(condition => !condition.Note && !condition.IsTrue && condition.Type != Ready)
            .OrderBy(condition => condition.Type == SpecValid ? "" : condition.Type, StringComparer.Ordinal)
            .ToList();
        return (wrong.Find(condition => condition.Status == "False") ?? wrong.FirstOrDefault()) is { } decisive
            ? decisive with { Type = Ready }
            : new(Ready, "True");
    }

    /// <summary>Writes conditions sorted by type; the time of one whose status did not change stays as it was.</summary>
    public static JsonArray Write(IEnumerable<Condition> conditions, JsonElement? previous, DateTimeOffset now)
    {
        var before = new FieldReader(previous ?? default, "")["conditions"].Items
            .Where(field => field["type"].Text is not null)
            .DistinctBy(field => field["type"].Text)
            .ToDictionary(field => field["type"].Text!, StringComparer.Ordinal);
        return new([.. conditions.OrderBy(condition => condition.Type, StringComparer.Ordinal).Select(condition =>
            condition.ToJson(before.GetValueOrDefault(condition.Type), now))]);
    }

    private JsonObject ToJson(FieldReader before, DateTimeOffset now)
    {
        var since = before["status"].Text == Status ? before["lastTransitionTime"].Text : null;
        var json = new JsonObject
        {
            ["lastTransitionTime"] = since ?? now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
        if (Message is not null)
            json["message"] = Message;
        if (Reason is not null)
            json["reason"] = Reason;
        if (Note)
            json["severity"] = "Info";
        json["status"] = Status;
        json["type"] = Type;
        return json;
    }
}

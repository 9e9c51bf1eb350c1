using System.Text.Json;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Kinds;

/// <summary>Rules between the fields of a trigger.</summary>
internal static class TriggerRules
{
    public static void Check(FieldReader body, FaultList faults)
    {
        var spec = body["spec"];
        SameAliases(spec, "target", "subscriber", faults);
        DestinationRules.Check(spec.Either("target", "subscriber"), faults);
        DestinationRules.Check(spec["delivery"]["deadLetterSink"], faults);
        FieldRules.Positive(spec["delivery"]["timeout"], faults);
        FieldRules.Positive(spec["delivery"]["expireAfter"], faults);
        Start(spec, faults);
        BoundsText.Check(spec["bounds"]["byId"], faults);
        foreach (var fault in TriggerFilters.Parse(spec).Faults)
            faults.Add(fault.Path, fault.Message);
    }

    /// <summary>Two names of one field must not say different things.</summary>
    public static void SameAliases(FieldReader parent, string name, string alias, FaultList faults)
    {
        var (first, second) = (parent[name], parent[alias]);
        if (first.Exists && second.Exists && !JsonElement.DeepEquals(first.Element, second.Element))
            faults.Add(first.Path, $"differs from {second.Path}, which is another name for it; keep one of them");
    }

    private static void Start(FieldReader spec, FaultList faults)
    {
        var start = spec["start"];
        if (start.Text is { } text && text is not ("latest" or "earliest") && TimestampText.Read(text) is null)
            faults.Add(start.Path, $"must be latest, earliest or a time, but is {Shown.Quote(text)}; {TimestampText.Remedy}");
        var bound = spec["bounds"]["byId"]["start"] is { Exists: true } byId ? byId : spec["bounds"]["byDate"]["start"];
        if (start.Exists && bound.Exists)
            faults.Add(start.Path, $"is given together with {bound.Path}; keep one of them");
    }
}

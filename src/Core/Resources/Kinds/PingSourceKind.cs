using Fabric.Resources.Resolving;

namespace Fabric.Resources.Kinds;

/// <summary>Knative's source that sends a fixed event on a schedule.</summary>
internal static class PingSourceKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "sources.knative.dev",
        Version = "v1",
        Kind = "PingSource",
        Plural = "pingsources",
        Singular = "pingsource",
        Categories = ["all", "knative", "sources"],
        Columns =
        [
            PrinterColumn.Sink, new("Schedule", ".spec.schedule"), PrinterColumn.Age, PrinterColumn.Ready, PrinterColumn.Reason,
            PrinterColumn.Message,
        ],
        Schema = Field.Object(
            "Sends a fixed event on a schedule",
            ("spec", Field.Object(
                "what to send, and when",
                ("schedule", Field.Text("cron: five fields, or six with seconds first", "* * * * *")),
                ("timezone", Field.Text("the IANA name of the schedule's time zone", "UTC")),
                ("contentType", Field.Text("the content type of the data")),
                ("data", Field.Text("the data, as text")),
                ("dataBase64", Field.Text("the data, in Base64") with { Format = FieldFormat.Base64 }),
                ("sink", SharedFields.Sink),
                ("ceOverrides", SharedFields.Overrides)).Required())),
        Rules = (body, faults) =>
        {
            var spec = body["spec"];
            DestinationRules.Check(spec["sink"], faults);
            FieldRules.Overrides(spec, faults);
            foreach (var fault in ScheduleReader.Read(spec).Faults)
                faults.Add(fault.Path, fault.Message);
            if (spec["data"].Exists && spec["dataBase64"].Exists)
                faults.Add("spec", "has both data and dataBase64; keep one of them");
        },
    };
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Output;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric doctor</c>: what is not ready and what to do about it.</summary>
internal static class DoctorVerb
{
    public static Command Create() => new Verb("doctor", "Say what is not ready, and what to do about it.", "fabric doctor").Does(Examine);

    private static async Task<int> Examine(VerbCall call)
    {
        var findings = new List<(string What, string Why)>();
        if (call.IsStopped)
        {
            findings.Add(($"context {call.Context.Name}", "its node does not run; start it with: fabric start"));
            return Report(call, findings, 0);
        }

        await Node(call, findings);
        var healthy = 0;
        foreach (var kind in KindRegistry.All.Where(kind => kind.Namespaced))
        {
            foreach (var resource in await call.Resources.List(kind, call.Context.Namespace, call.Cancellation))
            {
                if (Problem(kind, resource) is { } problem)
                    findings.Add((Printer.NameOf(resource), problem));
                else
                    healthy++;
            }
        }

        return Report(call, findings, healthy);
    }

    private static async Task Node(VerbCall call, List<(string, string)> findings)
    {
        using var response = await call.Client.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"), call.Cancellation);
        if (response.IsSuccessStatusCode)
            return;
        foreach (var line in (await response.Content.ReadAsStringAsync(call.Cancellation)).Split('\n').Where(line => line.StartsWith("[-]", StringComparison.Ordinal)))
            findings.Add(($"server {call.Context.Server.GetLeftPart(UriPartial.Authority)}", line[3..]));
    }

    private static string? Problem(ResourceKind kind, JsonObject resource)
    {
        var ready = resource.Condition("Ready");
        if (kind.Columns.Contains(PrinterColumn.Ready) && (ready is null || Observed(resource) < Generation(resource)))
            return "it was just applied and is not taken up yet; wait a moment and look again";
        if (ready is not null && ready.Text("status") != "True")
            return Sentence(ready);
        // A trigger that is ready may still not get its events through.
        var troubled = (resource["status"]?["conditions"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(condition =>
            condition.Text("status") == "False" && condition.Text("severity") != "Info");
        return troubled is null ? null : Sentence(troubled);
    }

    private static long? Observed(JsonObject resource) => (long?)resource["status"]?["observedGeneration"];

    private static long? Generation(JsonObject resource) => (long?)resource["metadata"]?["generation"];

    private static string Sentence(JsonObject condition)
    {
        var (reason, message) = (condition.Text("reason"), condition.Text("message"));
        return message is { Length: > 0 } ? message : reason ?? "it is not ready, and does not say why; wait a moment and look again";
    }

    private static int Report(VerbCall call, List<(string What, string Why)> findings, int healthy)
    {
        if (call.Output is OutputFormat.Json or OutputFormat.Yaml)
        {
            var list = new JsonArray([.. findings.Select(finding => new JsonObject { ["what"] = finding.What, ["why"] = finding.Why })]);
            if (call.Output == OutputFormat.Json)
                call.Printer.Json(list);
            else
                call.Printer.Yaml(list);
            return findings.Count > 0 ? 1 : 0;
        }

        foreach (var (what, why) in findings)
            call.Printer.Line($"{call.Printer.Colors.Bad("✗")} {what}: {why}");
        call.Printer.Line(findings.Count > 0
            ? $"{findings.Count} not ready, {healthy} ready."
            : $"{call.Printer.Colors.Good("✓")} Everything is ready ({healthy} resources).");
        return findings.Count > 0 ? 1 : 0;
    }
}

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fabric.Edge.Health;

/// <summary>Writes one line a check: <c>[+]manifests ok</c>, or <c>[-]manifests: still being read</c>.</summary>
internal static class ReadinessText
{
    public static Task Write(HttpContext http, HealthReport report)
    {
        var text = new StringBuilder();
        foreach (var (name, check) in report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            text.Append(check.Status == HealthStatus.Healthy ? $"[+]{name} ok\n" : $"[-]{name}: {Reason(check)}\n");
        text.Append(report.Status == HealthStatus.Unhealthy ? "not ready\n" : "ready\n");
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text.ToString(), http.RequestAborted);
    }

    private static string Reason(HealthReportEntry check) => check.Description ?? check.Exception?.Message ?? "failed";
}

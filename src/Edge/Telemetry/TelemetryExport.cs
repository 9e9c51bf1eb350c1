using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fabric.Edge.Telemetry;

/// <summary>
/// Exports traces and metrics with OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; the exporter reads that and the
/// other <c>OTEL_*</c> variables itself.
/// </summary>
public sealed class TelemetryExport(TelemetryNames names) : IHostedService, IDisposable
{
    private static readonly string[] Sources = ["Fabric", "Microsoft.AspNetCore", "System.Net.Http"];
    private static readonly string[] Meters = ["Fabric", "Microsoft.AspNetCore.Hosting", "System.Net.Http", "System.Runtime"];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <summary>True where the environment asks for an export.</summary>
    public static bool IsWanted =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted)
            return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService("fabric").AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource([.. Sources, .. names.Sources]).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter([.. Meters, .. names.Meters]).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        (_traces, _metrics) = (null, null);
    }
}

/// <summary>Names of activity sources and meters; a <c>*</c> stands for anything.</summary>
public sealed record TelemetryNames(IReadOnlyList<string> Sources, IReadOnlyList<string> Meters);

/// <summary>Registers <see cref="TelemetryExport"/>.</summary>
public static class TelemetryRegistration
{
    /// <summary>Exports what the fabric, ASP.NET Core and HttpClient tell, and what the host adds.</summary>
    public static IServiceCollection AddFabricTelemetry(this IServiceCollection services, TelemetryNames? host = null) => services
        .AddSingleton(host ?? new TelemetryNames([], []))
        .AddHostedService<TelemetryExport>();
}

using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Fabric.Benchmarks.Micro;

/// <summary>Measures the hot paths one by one: time and garbage of an event.</summary>
internal static class MicroRun
{
    private static readonly Type[] All =
    [
        typeof(EncodeBenchmarks), typeof(DecodeBenchmarks), typeof(FilterBenchmarks), typeof(CesqlBenchmarks),
        typeof(AppendBenchmarks), typeof(ReadBenchmarks),
    ];

    /// <param name="filter">Part of a class's or method's name, or a pattern with *; null for all.</param>
    public static int Run(string? filter)
    {
        var pattern = filter is null ? "*" : filter.Contains('*', StringComparison.Ordinal) ? filter : $"*{filter}*";
        // In this process: nothing is generated and built, so that it runs wherever the project does.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(ConsoleLogger.Default)
            .WithOptions(ConfigOptions.JoinSummary);
        var summaries = BenchmarkSwitcher.FromTypes(All).Run(["--filter", pattern], config);
        return summaries.Any() ? 0 : 2;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fabric.Cli.Bench.Reports;

/// <summary>The run for programs: every sample.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(BenchResult result) => JsonSerializer.Serialize(result, Readable);
}
